package io.rackledger.core.node;

/** What a node waits for. */
public enum WaitSubject {
    BMC("the BMC to confirm the power action"),
    MACHINE("the machine to boot, fetch its user data and run its steps"),
    INSTALLED_SYSTEM("the installed system to boot from disk and report"),
    OPERATOR("an operator to decide");

    private final String words;

    WaitSubject(String words) {
        this.words = words;
    }

    /** Completes "waiting for ...". */
    public String words() {
        return words;
    }
}
