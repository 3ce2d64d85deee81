package io.rackledger.launcher.engine;

/** The engine cannot start; the message tells what is wrong and the remedy what to do. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public StartFailure(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    public StartFailure(String what, String remedy, Throwable cause) {
        super(what, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
