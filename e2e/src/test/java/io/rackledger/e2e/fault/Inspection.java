package io.rackledger.e2e.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The end of a fault run: the zero-loss rule, and whether all engines have folded the same. */
final class Inspection {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private Inspection() {}

    /**
     * All breaches.
     *
     * @param engines whose folds are compared; all must run
     */
    static List<String> of(Installation at, List<EngineNode> engines) {
        return of(at, engines, List.of());
    }

    /** The same, and whether machines were switched more often than the log asked for. */
    static List<String> of(Installation at, List<EngineNode> engines, List<Fleet> fleets) {
        RawLog log = at.log();
        ZeroLoss.Verdict verdict = ZeroLoss.check(at.history().calls(), log, Instant.now(), GRACE);
        System.out.println(at.home().getFileName() + ": " + verdict.words() + "; "
                + Repeats.of(log).words());
        List<String> breaches = new ArrayList<>(verdict.breaches());
        fleets.forEach(fleet -> breaches.addAll(fleet.switches().excess(log, verdict)));
        breaches.addAll(SameFold.differences(engines, verdict.streams()));
        return breaches;
    }
}
