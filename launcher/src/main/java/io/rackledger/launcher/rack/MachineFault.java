package io.rackledger.launcher.rack;

/** What is wrong with a machine. */
public enum MachineFault {
    NONE("works"),
    /** Boots kernel and initrd, and never reaches the metadata host: the story of MAAS bug 1303925. */
    NEVER_FETCHES_USER_DATA("never fetches user data"),
    /** Its image cannot be written. */
    STEP_EXITS_7("step exits 7"),
    /** Its disk never answers while it is erased. */
    STEP_HANGS("step hangs"),
    /** Its kernel falls over, and it starts again. */
    BOOTS_IN_A_LOOP("boots in a loop"),
    /** Its BMC takes every command and does nothing. */
    BMC_DOES_NOTHING("BMC does nothing");

    private final String words;

    MachineFault(String words) {
        this.words = words;
    }

    /** As an operator would say it. */
    public String words() {
        return words;
    }
}
