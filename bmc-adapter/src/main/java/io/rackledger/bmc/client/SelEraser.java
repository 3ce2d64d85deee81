package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.ipmi.CompletionCode;
import io.rackledger.bmc.ipmi.SelCommands;
import java.time.Duration;

/** Erases a BMC's system event log (IPMI 2.0, 31.9). What it held is gone: read it first. */
public final class SelEraser {
    private static final int RESERVATIONS = 3;
    private static final int LOOKS = 40;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private SelEraser() {}

    /**
     * Returns when the BMC tells that the log is empty. A reservation that a new record has cancelled is made anew.
     *
     * @param patience for each answer
     * @throws IpmiException by kind; BUSY where new records keep cancelling it, or the erasing does not end
     */
    public static void erase(IpmiSession session, Pacing pacing, Duration patience) throws IpmiException {
        for (int tries = 1; ; tries++) {
            try {
                int reservation = session.send(SelCommands.reserve(), patience);
                session.send(SelCommands.clear(reservation), patience);
                for (int look = 0; look < LOOKS; look++) {
                    if (session.send(SelCommands.isCleared(reservation), patience)) {
                        return;
                    }
                    if (!pacing.pause(BETWEEN_LOOKS)) {
                        break;
                    }
                }
                throw new IpmiException(
                        FailureKind.BUSY,
                        Stage.COMMAND,
                        -1,
                        "BMC " + session.authority() + " did not tell that its event log is erased");
            } catch (IpmiException e) {
                if (e.code() != CompletionCode.RESERVATION_CANCELED.code() || tries == RESERVATIONS) {
                    throw e;
                }
            }
        }
    }
}
