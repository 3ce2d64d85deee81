package io.rackledger.command.simulation;

import io.rackledger.command.simulation.FakeLog.Claimed;
import io.rackledger.command.simulation.FakeLog.Entry;
import io.rackledger.command.simulation.FakeLog.Planned;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.eventlog.claims.ClaimTable;
import io.rackledger.eventlog.fold.NodeTable;
import io.rackledger.eventlog.plans.PlanTable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one process has folded of the log so far, in the real tables. It lags behind, each time by another stretch. */
final class Fold {
    final NodeTable nodes = new NodeTable();
    final ClaimTable claims = new ClaimTable();
    final PlanTable plans = new PlanTable(Runnable::run);
    private final FakeLog log;
    private final Truth truth;
    private final int[] nodesNext = new int[FakeLog.PARTITIONS];
    private final Map<NodeRecord, AppendResult> verdicts = new IdentityHashMap<>();
    private final Map<Claimed, Boolean> claimVerdicts = new IdentityHashMap<>();
    private int claimsNext;
    private int plansNext;

    Fold(FakeLog log, Truth truth) {
        this.log = log;
        this.truth = truth;
    }

    /** Folds everything that has stood in the log since that time. */
    void advance(long until) {
        for (int partition = 0; partition < FakeLog.PARTITIONS; partition++) {
            List<Entry<LogRecord>> list = log.of(LogTopic.NODE_EVENTS, partition);
            int next = nodesNext[partition];
            while (next < list.size() && list.get(next).at() <= until) {
                if (list.get(next++).record() instanceof LogRecord.OfNode(NodeRecord record)) {
                    apply(record);
                }
            }
            nodesNext[partition] = next;
        }
        advanceClaims(until);
        advancePlans(until);
    }

    /** The places up to which node events are folded. */
    LogVector places() {
        TreeMap<Integer, Long> places = new TreeMap<>();
        for (int partition = 0; partition < FakeLog.PARTITIONS; partition++) {
            places.put(partition, (long) nodesNext[partition]);
        }
        return new LogVector(places);
    }

    private void apply(NodeRecord record) {
        boolean applied = nodes.apply(record);
        truth.folded(record, nodes);
        verdicts.computeIfPresent(
                record,
                (_, _) -> applied
                        ? new AppendResult.Appended(record, nodes.current(record.node()))
                        : new AppendResult.Lost(nodes.current(record.node())));
    }

    private void advanceClaims(long until) {
        List<Entry<Claimed>> list = log.claims();
        while (claimsNext < list.size() && list.get(claimsNext).at() <= until) {
            Claimed claimed = list.get(claimsNext++).record();
            boolean applied = claims.apply(claimed.key(), claimed.sequence(), claimed.change());
            claimVerdicts.computeIfPresent(claimed, (_, _) -> applied);
        }
    }

    void advancePlans(long until) {
        List<Entry<Planned>> list = log.plans();
        while (plansNext < list.size() && list.get(plansNext).at() <= until) {
            Planned planned = list.get(plansNext++).record();
            planned.plan().ifPresentOrElse(plan -> plans.put(planned.mac(), plan), () -> plans.remove(planned.mac()));
        }
    }

    /** From now on what becomes of the record is remembered for {@link #verdict}. */
    void await(NodeRecord record) {
        verdicts.put(record, new AppendResult.OutcomeUnknown(record.context().command(), "not folded yet"));
    }

    AppendResult verdict(NodeRecord record) {
        AppendResult verdict = verdicts.remove(record);
        if (verdict == null) {
            throw new IllegalStateException("nobody waited for " + record);
        }
        return verdict;
    }

    void await(Claimed claimed) {
        claimVerdicts.put(claimed, false);
    }

    boolean verdict(Claimed claimed) {
        return claimVerdicts.remove(claimed);
    }
}
