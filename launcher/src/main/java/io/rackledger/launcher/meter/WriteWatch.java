package io.rackledger.launcher.meter;

/** Hears how writing to the log goes. Called from any thread, often: must be quick. */
public interface WriteWatch {
    /** A write is in the log. */
    void written();

    /** A write did not get an answer in time, or was refused by the log. */
    void refused(String why);
}
