package io.rackledger.eventlog.fold;

import io.rackledger.core.door.OutdatedProgramException;
import io.rackledger.core.identity.Text;
import io.rackledger.eventlog.EventLog;
import java.util.Optional;

/** What is said where a newer program writes to the log: type, place and remedy. */
public final class NewerWriter {
    private static final int LONGEST_VERSION = 40;

    private NewerWriter() {}

    /**
     * The reason to stop.
     *
     * @param place topic and position of the record
     * @param type CloudEvents type of the event
     * @param reason what of it is not known here
     * @param writer version of the program that wrote the record, where it says so
     */
    public static OutdatedProgramException at(String place, String type, String reason, Optional<String> writer) {
        String start = writer.map(version -> Text.bounded(version, LONGEST_VERSION))
                .filter(version -> !version.equals(EventLog.PROGRAM_VERSION))
                .map(version -> "start version >= " + version)
                .orElse("start the version that wrote it, or a newer one (this is " + EventLog.PROGRAM_VERSION + ")");
        return new OutdatedProgramException("record " + place + " of type " + Text.shorten(type)
                + " cannot be read: " + Text.bounded(reason, 300)
                + "; this program is older than the log's writers, and decides nothing on a state that it knows by half: "
                + start);
    }
}
