package io.rackledger.bmc.power;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BmcWork;
import io.rackledger.core.node.PowerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Keeps what is written down, in words; can refuse to. */
public final class RecordingJournal implements PowerJournal {
    private final List<String> lines = new ArrayList<>();
    private Optional<FailureKind> lastKind = Optional.empty();
    private boolean refusing;

    /** A task for a BMC that was never asked whose it is, and that no earlier process began. */
    public static PowerTask task(PowerRequest request, Instant requestedAt, boolean takenUp, BooleanSupplier wanted) {
        return new PowerTask(request, requestedAt, takenUp, PowerProgress.NONE, Optional.empty(), wanted);
    }

    /** From now on nothing becomes durable. */
    RecordingJournal refusing() {
        refusing = true;
        return this;
    }

    /** How the BMC failed last; empty where it never did. */
    public Optional<FailureKind> lastKind() {
        return lastKind;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void begin(BmcWork work) throws BmcTrouble {
        if (refusing) {
            throw new BmcTrouble(FailureKind.BUSY, "the log takes nothing");
        }
        lines.add("begin " + work);
    }

    @Override
    public void done(BmcWork work, String told, Duration took) {
        lines.add(work + " " + told);
    }

    @Override
    public void failed(BmcWork work, BmcTrouble trouble, Duration took) {
        lastKind = Optional.of(trouble.kind());
        lines.add(work + " failed: " + trouble.kind());
    }

    @Override
    public void identified(BmcIdentity identity) {
        lines.add("identified " + identity.words());
    }
}
