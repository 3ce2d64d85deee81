package io.rackledger.eventlog.spool;

import io.rackledger.core.identity.SignalId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Spools signals without a log, and says each that was kept, until it is killed. Argument: directory of the spool. */
final class SpoolProcess {
    private SpoolProcess() {}

    public static void main(String[] arguments) {
        SpooledSignals spool = SpooledSignals.open(Path.of(arguments[0]), SpoolLimits.DEFAULT, Clock.systemUTC());
        for (int i = 0; ; i++) {
            int clock = i;
            spool.report(signal(i % 5, i)).thenAccept(_ -> {
                synchronized (System.out) {
                    System.out.println(clock);
                }
            });
            if (i % 200 == 199) {
                spool.report(signal(5, i)).join();
            }
        }
    }

    static Signal signal(int machine, int clock) {
        return new Signal(
                SignalId.ofParts(List.of("m" + machine, "" + clock)),
                new SignalSubject.OfSource("10.0.0." + machine),
                Instant.ofEpochSecond(clock),
                "10.0.0." + machine + ":4711",
                Optional.empty(),
                new SignalBody.HeartbeatReceived());
    }
}
