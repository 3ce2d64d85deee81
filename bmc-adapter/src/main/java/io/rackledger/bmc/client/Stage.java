package io.rackledger.bmc.client;

/** How far a piece of work with a BMC came. */
public enum Stage {
    CAPABILITIES("asking what it speaks"),
    OPEN_SESSION("opening a session"),
    RAKP_2("proving the password (RAKP 1 and 2)"),
    RAKP_4("agreeing on keys (RAKP 3 and 4)"),
    PRIVILEGE("asking for privilege"),
    COMMAND("the command"),
    CLOSE("closing the session");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
