package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.SelEntry;
import io.rackledger.bmc.ipmi.SelInfo;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads a BMC's system event log (IPMI 2.0, 31), oldest record first. Changes nothing. */
public final class SelReader {
    /** More than any BMC holds: a log that goes in circles ends here. */
    private static final int MOST = 20_000;

    private SelReader() {}

    /**
     * The newest records, oldest of them first.
     *
     * @param newest at most so many
     * @param patience for each answer
     * @throws IpmiException by kind; CORRUPT where the log never ends
     */
    public static List<SelEntry> newest(IpmiSession session, int newest, Duration patience) throws IpmiException {
        SelInfo info = session.send(SelInfo.get(), patience);
        Deque<SelEntry> last = new ArrayDeque<>();
        int next = info.entries() == 0 ? SelEntry.END : SelEntry.FIRST;
        for (int read = 0; next != SelEntry.END; read++) {
            if (read == MOST) {
                throw new IpmiException(
                        FailureKind.CORRUPT,
                        Stage.COMMAND,
                        -1,
                        "the event log does not end after " + MOST + " records");
            }
            SelEntry.Page page = session.send(SelEntry.get(next), patience);
            last.addLast(page.entry());
            if (last.size() > newest) {
                last.removeFirst();
            }
            next = page.next();
        }
        return List.copyOf(last);
    }
}
