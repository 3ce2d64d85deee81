package io.rackledger.bmc.effector;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.power.PowerJournal;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.BmcWork;
import io.rackledger.core.signal.SignalBody.PowerAttempted;
import io.rackledger.core.signal.SignalBody.PowerStepBegun;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one power request tries at its BMC into the log. Equal tries in a row, as the reads while a machine settles, are told at
 * the first and then once more with their count.
 */
final class RequestJournal implements PowerJournal {
    private static final int NO_CODE = -1;

    private final Work work;
    private final BmcSignals signals;
    private int number;
    private @Nullable PowerAttempted last;
    private int untold;
    private @Nullable BmcTrouble trouble;

    RequestJournal(Work work, BmcSignals signals) {
        this.work = work;
        this.signals = signals;
        this.number = work.earlier().tries();
    }

    @Override
    public void begin(BmcWork what) throws BmcTrouble {
        flush();
        number++;
        if (!signals.write(
                work, "begun", number, new PowerStepBegun(work.request().id(), number, what))) {
            throw new BmcTrouble(
                    FailureKind.BUSY, "nothing is switched while the log does not take down what is about to be done");
        }
    }

    @Override
    public void done(BmcWork what, String told, Duration took) {
        attempted(new PowerAttempted(work.request().id(), number, what, "", "", NO_CODE, took, 1, told));
    }

    @Override
    public void failed(BmcWork what, BmcTrouble met, Duration took) {
        trouble = met;
        attempted(new PowerAttempted(
                work.request().id(),
                number,
                what,
                met.stage(),
                met.kind().name(),
                met.status(),
                took,
                1,
                met.detail()));
    }

    @Override
    public void identified(BmcIdentity identity) {
        signals.tell(work.node(), new BmcReport.Identified(identity));
    }

    /** What was met last, where something was. */
    Optional<BmcTrouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void attempted(PowerAttempted attempt) {
        PowerAttempted before = last;
        boolean pressed = attempt.work() == BmcWork.PRESS_ON
                || attempt.work() == BmcWork.PRESS_OFF
                || attempt.work() == BmcWork.PRESS_SOFT_OFF;
        int now = pressed ? number : ++number;
        if (before != null && isSame(before, attempt)) {
            untold++;
            last = numbered(attempt, now, before.times() + 1);
            return;
        }
        flush();
        last = numbered(attempt, now, 1);
        signals.send(work, "attempted", now, last);
    }

    private static boolean isSame(PowerAttempted one, PowerAttempted other) {
        return one.work() == other.work()
                && one.kind().equals(other.kind())
                && one.code() == other.code()
                && one.stage().equals(other.stage())
                && one.detail().equals(other.detail());
    }

    private static PowerAttempted numbered(PowerAttempted attempt, int number, int times) {
        return new PowerAttempted(
                attempt.request(),
                number,
                attempt.work(),
                attempt.stage(),
                attempt.kind(),
                attempt.code(),
                attempt.took(),
                times,
                attempt.detail());
    }

    /** Tells the tries that were only counted so far. */
    void flush() {
        PowerAttempted counted = last;
        if (counted != null && untold > 0) {
            signals.send(work, "attempted", counted.number(), counted);
        }
        untold = 0;
        last = null;
    }
}
