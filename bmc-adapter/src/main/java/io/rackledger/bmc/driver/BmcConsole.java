package io.rackledger.bmc.driver;

import java.time.Duration;
import java.util.Optional;

/** A machine's serial console, open through its BMC. One thread reads and another may write. Holds a session of the BMC until it is closed. */
public interface BmcConsole extends AutoCloseable {
    /** What is done where somebody else has the console. */
    enum Busy {
        /** It is left to them. */
        LEAVE,
        /** It is taken from them. */
        TAKE
    }

    /** Host and port of the BMC, for messages. */
    String authority();

    /**
     * What the machine wrote next; empty where it wrote nothing within the time.
     *
     * @throws BmcTrouble SILENT where the BMC has forgotten us or does not answer; WRONG_STATE where it has ended the console
     */
    Optional<byte[]> read(Duration wait) throws BmcTrouble, InterruptedException;

    /** Types these characters; returns when the BMC has taken all of them. */
    void write(byte... characters) throws BmcTrouble;

    @Override
    void close();
}
