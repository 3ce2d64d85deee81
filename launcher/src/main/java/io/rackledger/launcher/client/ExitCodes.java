package io.rackledger.launcher.client;

/** What the program ends with. */
public final class ExitCodes {
    public static final int OK = 0;
    /** The engine refused, or what was waited for did not come about. */
    public static final int REFUSED = 1;
    /** The command line was wrong. */
    public static final int USAGE = 2;
    /** The engine could not be reached, or could not answer. */
    public static final int UNAVAILABLE = 3;
    /** The running engine could not go on, and starting it again may help: for supervisors that restart by exit code. */
    public static final int ENDED_BY_FAULT = 4;

    private ExitCodes() {}
}
