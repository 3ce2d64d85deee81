package io.rackledger.core.simulation;

import io.rackledger.core.diagnosis.Breadcrumbs;
import io.rackledger.core.diagnosis.ChainKey;
import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.diagnosis.Reaction;
import io.rackledger.core.diagnosis.Verdicts;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Given;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeCommand.ExpireWait;
import io.rackledger.core.node.NodeCommand.ReportPower;
import io.rackledger.core.node.NodeDecider;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeFold;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitClock;
import io.rackledger.core.node.WaitDeadlines;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.PowerReported;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The process managers as they are described, for one node: signals and deadlines in, commands out, until nothing is left to do. */
public final class SimulatedEngine {
    private static final int MOST_STEPS = 500;

    private final WaitPolicy policy;
    private final Endpoints endpoints;
    private final List<NodeEvent> log = new ArrayList<>();
    private final List<Signal> signals = new ArrayList<>();
    private final Map<ChainKey, Breadcrumbs> crumbs = new HashMap<>();
    private final Map<PowerRequestId, Signal> power = new HashMap<>();
    private final Set<SignalId> known = new HashSet<>();
    private NodeState state = new NodeState.Unknown();

    public SimulatedEngine(WaitPolicy policy, Endpoints endpoints) {
        this.policy = policy;
        this.endpoints = endpoints;
    }

    /** A deadline that a clock of the present wait has. */
    public record Due(WaitClock clock, Instant at) {}

    public Node node() {
        return (Node) state;
    }

    public NodeState state() {
        return state;
    }

    public List<NodeEvent> log() {
        return log;
    }

    /** An event that stands in the log already. */
    public void load(NodeEvent event) {
        state = NodeFold.evolve(state, event);
        log.add(event);
    }

    /** Decides and applies; process managers settle at once. */
    public Decision submit(NodeCommand command, Instant now) {
        Decision decision = decide(command, now);
        settle(now);
        return decision;
    }

    private Decision decide(NodeCommand command, Instant now) {
        Decision decision = NodeDecider.decide(state, command, new Given(now, policy));
        if (decision instanceof Decision.Accepted(var events)) {
            events.forEach(this::load);
        }
        return decision;
    }

    /** A signal became durable. */
    public void signal(Signal signal, Instant now) {
        signals.add(signal);
        read(signal);
        settle(now);
    }

    private void read(Signal signal) {
        if (!known.add(signal.id())) {
            return;
        }
        if (signal.body() instanceof PowerReported report) {
            power.putIfAbsent(report.request(), signal);
        }
        ChainKey.of(signal)
                .ifPresent(chain -> crumbs.put(
                        chain,
                        crumbs.getOrDefault(chain, Breadcrumbs.none(chain)).with(signal)));
    }

    /** The process managers start again and read everything from the beginning; the state is folded again from the log. */
    public void restart(List<Signal> unread, Instant now) {
        signals.addAll(unread);
        crumbs.clear();
        power.clear();
        known.clear();
        state = replay();
        signals.forEach(this::read);
        settle(now);
    }

    /** The state that the log alone tells. */
    public NodeState replay() {
        NodeState replayed = new NodeState.Unknown();
        for (NodeEvent event : log) {
            replayed = NodeFold.evolve(replayed, event);
        }
        return replayed;
    }

    private void settle(Instant now) {
        for (int i = 0; i < MOST_STEPS; i++) {
            Optional<NodeCommand> next = next();
            if (next.isEmpty()) {
                return;
            }
            Decision decision = decide(next.get(), now);
            if (!(decision instanceof Decision.Accepted(var events)) || events.isEmpty()) {
                throw new AssertionError("a process manager asks in vain for ever: " + next.get() + " -> " + decision);
            }
        }
        throw new AssertionError("the process managers do not come to rest in state " + node().state());
    }

    private Optional<NodeCommand> next() {
        if (!(state instanceof Node node)) {
            return Optional.empty();
        }
        Optional<NodeCommand> report = node.pendingPower()
                .flatMap(pending -> Optional.ofNullable(power.get(pending.id())))
                .map(SimulatedEngine::report);
        return report.or(() -> chain(node).flatMap(seen -> Reaction.next(node, seen, policy.bootBudget(), endpoints)));
    }

    private static NodeCommand report(Signal signal) {
        PowerReported report = (PowerReported) signal.body();
        return new ReportPower(report.request(), report.outcome(), signal.source(), signal.id(), signal.seenAt());
    }

    private Optional<Breadcrumbs> chain(Node node) {
        Optional<ChainKey> key = node.attempt().filter(Attempt::running).map(ChainKey::of);
        return key.flatMap(chain -> Optional.ofNullable(crumbs.get(chain)));
    }

    /** The next deadline; empty while the node waits for nothing or a hold has stopped the clocks. */
    public Optional<Due> due() {
        if (!(state instanceof Node node)) {
            return Optional.empty();
        }
        return node.waiting().flatMap(wait -> switch (wait.deadlines()) {
            case WaitDeadlines.Paused _ -> Optional.<Due>empty();
            case WaitDeadlines.Running running -> due(node, wait, running);
        });
    }

    private Optional<Due> due(Node node, Wait wait, WaitDeadlines.Running running) {
        Instant life = running.liveness();
        if (!life.equals(running.phase())) {
            Instant heard = chain(node).flatMap(Breadcrumbs::lastSign).orElse(Instant.MIN);
            Instant moved = heard.equals(Instant.MIN) ? life : heard.plus(wait.livenessWindow());
            life = moved.isAfter(life) ? moved : life;
        }
        return Stream.of(
                        new Due(WaitClock.PROGRESS, running.progress()),
                        new Due(WaitClock.LIVENESS, life),
                        new Due(WaitClock.PHASE, running.phase()))
                .min(Comparator.comparing(Due::at));
    }

    /** The deadline has passed. */
    public Decision expire(Due due, Instant now) {
        Node node = node();
        Wait wait = node.waiting().orElseThrow();
        Finding finding = Verdicts.onExpiry(node, wait, due.clock(), due.at(), chain(node), endpoints);
        return submit(new ExpireWait(wait.id(), due.clock(), due.at(), finding), now);
    }
}
