package io.rackledger.command.simulation;

import io.rackledger.core.boot.Link;
import io.rackledger.core.diagnosis.ChainKey;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitClock;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was heard of machines and when it stood in the log: a deadline must not pass in silence that was none. */
final class SignTruth {
    private final VirtualTime time;
    private final Map<ChainKey, List<Heard>> heard = new HashMap<>();
    private final Map<String, Long> reports = new HashMap<>();
    private long wrongBy;

    private record Heard(Signal signal, long at) {}

    SignTruth(VirtualTime time) {
        this.time = time;
    }

    void clocksWrongBy(long millis) {
        wrongBy = Math.max(wrongBy, millis);
    }

    void heard(Signal signal) {
        if (signal.body() instanceof SignalBody.PowerReported report
                && signal.subject() instanceof SignalSubject.OfNode of) {
            reports.putIfAbsent(of.node() + " " + report.request(), time.now());
        }
        ChainKey.of(signal)
                .ifPresent(chain ->
                        heard.computeIfAbsent(chain, _ -> new ArrayList<>()).add(new Heard(signal, time.now())));
    }

    /** All that stood in the log when the deadline passed was looked at. */
    void expired(Node node, Wait waiting, ChainKey chain, NodeEvent.WaitExpired expiry, NodeRecord record) {
        long sure = surelyBefore(expiry);
        for (Heard each : heard.getOrDefault(chain, List.of())) {
            if (each.at() < sure) {
                boolean silent = expiry.clock() != WaitClock.LIVENESS
                        || !each.signal()
                                .seenAt()
                                .plus(waiting.livenessWindow())
                                .isAfter(expiry.dueAt());
                Breach.unless(silent, "a sign of life that was in the log counts: " + each, record);
                Breach.unless(recorded(node, each.signal()), "what was in the log is recorded before: " + each, record);
            }
        }
        Breach.unless(boots(chain, sure) <= World.POLICY.bootBudget(), "a boot loop is told as one", record);
    }

    /** The same for the answer of a BMC. */
    void expiredOfBmc(Node node, NodeEvent.WaitExpired expiry, NodeRecord record) {
        String request =
                node.id() + " " + node.pendingPower().map(PowerRequest::id).orElseThrow();
        Long at = reports.get(request);
        Breach.unless(at == null || at >= surelyBefore(expiry), "a BMC's report that was in the log counts", record);
    }

    private long surelyBefore(NodeEvent.WaitExpired expiry) {
        return VirtualTime.millis(expiry.dueAt()) - 2 * wrongBy - 1;
    }

    /** A boot loop is one only where the machine really asked so often. */
    void judged(Node node, NodeRecord record) {
        for (NodeEvent event : record.events()) {
            if (event instanceof NodeEvent.AttemptEnded ended
                    && ended.finding().map(Finding::code).equals(Optional.of(FailureCode.BOOT_LOOP))) {
                long boots = boots(NodeTruth.chain(node).orElseThrow(), Long.MAX_VALUE);
                Breach.unless(boots > World.POLICY.bootBudget(), "what is read twice counts once", record);
            }
        }
    }

    private long boots(ChainKey chain, long before) {
        return heard.getOrDefault(chain, List.of()).stream()
                .filter(each -> each.at() < before && each.signal().body() instanceof SignalBody.BootScriptServed)
                .map(each -> each.signal().id())
                .distinct()
                .count();
    }

    private static boolean recorded(Node node, Signal signal) {
        return switch (signal.body()) {
            case SignalBody.StepStarted started -> has(node, Link.STEP_STARTED, started.index());
            case SignalBody.StepFinished finished -> has(node, Link.STEP_FINISHED, finished.index());
            case SignalBody.RunnerStarted _ -> has(node, Link.APPLIED, 0);
            case SignalBody.BootScriptServed _ -> has(node, Link.BOOT_SCRIPT, 0);
            default -> true;
        };
    }

    private static boolean has(Node node, Link link, int index) {
        return node.attempt().map(Attempt::crumbs).orElse(List.of()).stream()
                .anyMatch(crumb -> crumb.link() == link && crumb.index() == index);
    }
}
