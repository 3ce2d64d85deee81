package io.rackledger.core.simulation;

import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeEvent.PowerActionRequested;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalBody.ArtifactServed;
import io.rackledger.core.signal.SignalBody.BeaconReceived;
import io.rackledger.core.signal.SignalBody.BmcEventHeard;
import io.rackledger.core.signal.SignalBody.BmcReported;
import io.rackledger.core.signal.SignalBody.BmcTaskTold;
import io.rackledger.core.signal.SignalBody.BootScriptServed;
import io.rackledger.core.signal.SignalBody.BootServicesAway;
import io.rackledger.core.signal.SignalBody.CloudInitReported;
import io.rackledger.core.signal.SignalBody.ConsoleHeard;
import io.rackledger.core.signal.SignalBody.DhcpAnswered;
import io.rackledger.core.signal.SignalBody.DhcpConflictSeen;
import io.rackledger.core.signal.SignalBody.DhcpLeaseEnded;
import io.rackledger.core.signal.SignalBody.DownloadStalled;
import io.rackledger.core.signal.SignalBody.FailureReported;
import io.rackledger.core.signal.SignalBody.HeartbeatReceived;
import io.rackledger.core.signal.SignalBody.PhoneHomeReceived;
import io.rackledger.core.signal.SignalBody.PowerAttempted;
import io.rackledger.core.signal.SignalBody.PowerRead;
import io.rackledger.core.signal.SignalBody.PowerReported;
import io.rackledger.core.signal.SignalBody.PowerStepBegun;
import io.rackledger.core.signal.SignalBody.RequestRefused;
import io.rackledger.core.signal.SignalBody.RunnerFinished;
import io.rackledger.core.signal.SignalBody.RunnerStarted;
import io.rackledger.core.signal.SignalBody.SeedServed;
import io.rackledger.core.signal.SignalBody.StepFinished;
import io.rackledger.core.signal.SignalBody.StepLogged;
import io.rackledger.core.signal.SignalBody.StepStarted;
import io.rackledger.core.signal.SignalBody.TftpServed;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One node and all around it: network, process managers that come and go, BMC and machine. Everything follows from the seed. */
final class World {
    static final Endpoints ENDPOINTS = new Endpoints("10.0.0.1:8481", "10.0.0.2:8482", "10.0.0.3:8483");

    final SplittableRandom random;
    final VirtualTime time = new VirtualTime(NodeStories.START);
    final SimulatedEngine engine = new SimulatedEngine(NodeStories.POLICY, ENDPOINTS);
    final SimulatedMachine machine = new SimulatedMachine(this);
    private final SimulatedBmc bmc = new SimulatedBmc(this);
    private final Invariants invariants;
    private final List<Signal> unread = new ArrayList<>();
    private Faults faults;
    private boolean down;
    private int seen;
    private long signals;
    private Instant lastPost = NodeStories.START;

    World(long seed, Faults faults) {
        random = new SplittableRandom(seed);
        this.faults = faults;
        invariants = new Invariants(seed, this);
        submit(new NodeCommand.Enroll(NodeStories.ID, NodeStories.attributes()));
    }

    Faults faults() {
        return faults;
    }

    void become(Faults better) {
        faults = better;
        if (down) {
            comeUp();
        }
    }

    Node node() {
        return engine.node();
    }

    boolean chance(int perMille) {
        return random.nextInt(1000) < perMille;
    }

    Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    }

    /** An operator's command, decided at once. */
    Decision submit(NodeCommand command) {
        Decision decision = engine.submit(command, time.now());
        react();
        return decision;
    }

    /** Something was observed; it takes its way through the network. */
    void observe(SignalSubject subject, String source, SignalBody body) {
        signals++;
        SignalId id = SignalId.ofParts(List.of(source, body.toString(), Long.toString(signals)));
        Signal signal = new Signal(id, subject, time.now(), source, Optional.empty(), body);
        if (chance(faults.lost())) {
            return;
        }
        Instant arrival = arrival(body);
        time.at(arrival, () -> arrive(signal));
        if (chance(faults.doubled())) {
            time.at(arrival.plus(upTo(faults.slowest())), () -> arrive(signal));
        }
    }

    /** A machine posts its reports one after the other, each when the last is acknowledged; all else takes any order. */
    private Instant arrival(SignalBody body) {
        Instant at = time.now().plus(upTo(faults.slowest()));
        if (!isPost(body)) {
            return at;
        }
        lastPost = at.isAfter(lastPost) ? at : lastPost;
        return lastPost;
    }

    private static boolean isPost(SignalBody body) {
        return switch (body) {
            case CloudInitReported _,
                    PhoneHomeReceived _,
                    FailureReported _,
                    RunnerStarted _,
                    StepStarted _,
                    StepFinished _,
                    StepLogged _,
                    RunnerFinished _,
                    HeartbeatReceived _ -> true;
            case BootScriptServed _,
                    ArtifactServed _,
                    SeedServed _,
                    PowerReported _,
                    PowerRead _,
                    PowerStepBegun _,
                    PowerAttempted _,
                    BmcTaskTold _,
                    BmcReported _,
                    RequestRefused _,
                    TftpServed _,
                    DhcpAnswered _,
                    DhcpLeaseEnded _,
                    DhcpConflictSeen _,
                    DownloadStalled _,
                    BeaconReceived _,
                    ConsoleHeard _,
                    BmcEventHeard _,
                    BootServicesAway _ -> false;
        };
    }

    private void arrive(Signal signal) {
        if (down) {
            unread.add(signal);
            return;
        }
        engine.signal(signal, time.now());
        react();
        if (chance(faults.restarts())) {
            down = true;
            time.in(upTo(Duration.ofMinutes(8)), () -> {
                if (down) {
                    comeUp();
                }
            });
        }
    }

    /** The process managers read all that there is before they act. */
    private void comeUp() {
        down = false;
        engine.restart(unread, time.now());
        unread.clear();
        react();
    }

    /** Effects of new events, new deadlines, and the invariants. */
    private void react() {
        while (seen < engine.log().size()) {
            NodeEvent event = engine.log().get(seen++);
            invariants.after(event);
            if (event instanceof PowerActionRequested requested) {
                bmc.asked(requested.request());
            }
        }
        invariants.now();
        engine.due().ifPresent(due -> time.at(due.at().plus(upTo(Duration.ofSeconds(2))), () -> expire(due)));
    }

    private void expire(SimulatedEngine.Due due) {
        if (down || !engine.due().equals(Optional.of(due)) || time.now().isBefore(due.at())) {
            return;
        }
        Decision decision = engine.expire(due, time.now());
        invariants.expired(due, decision);
        react();
    }

    void finish() {
        invariants.end();
    }
}
