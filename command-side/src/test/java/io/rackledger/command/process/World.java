package io.rackledger.command.process;

import io.rackledger.command.handling.Intakes;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.boot.Step;
import io.rackledger.core.diagnosis.ChainKey;
import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.InstanceInfo;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.Protection;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.VerbArguments;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.eventlog.memory.InMemoryLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A log, a clock that is moved by hand, one follower, and machines and BMCs that say what a test tells them to. */
final class World {
    static final Digest SERVED = Digest.of("served".getBytes(StandardCharsets.UTF_8));
    static final Endpoints ENDPOINTS = new Endpoints("10.0.0.1:8481", "10.0.0.1:8481", "10.0.0.1:8481");

    final InMemoryLog log = new InMemoryLog();
    final ManualClock clock = new ManualClock();
    final WaitPolicy policy = WaitPolicy.standard();
    final Intake intake;
    private final List<ProcessFollower> others = new ArrayList<>();
    private ProcessFollower follower;
    private int count;
    private int timesReported = 1;

    World() {
        this(UnaryOperator.identity());
    }

    /** @param between what stands between the process managers and the intake */
    World(UnaryOperator<Intake> between) {
        this.intake = between.apply(Intakes.direct(log, policy));
        this.follower = newFollower();
    }

    private ProcessFollower newFollower() {
        ProcessDoors doors = new ProcessDoors(
                log.feed(), log.nodeStates(), intake, log.claims(), log.bootPlanLog(), log.bootPlans());
        ProcessRules rules = new ProcessRules(
                policy, ENDPOINTS, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30));
        return new ProcessFollower(doors, rules, clock);
    }

    /** The process managers die and others take over, with nothing but the log. */
    void restart() {
        stop();
        start();
    }

    /** Another instance joins and takes its share of the partitions, or the one that joined last dies. */
    void joinOrLeave() {
        if (others.isEmpty()) {
            others.add(newFollower());
        } else {
            others.removeLast().close();
        }
    }

    void stop() {
        follower.close();
    }

    void start() {
        follower = newFollower();
    }

    /** Lets the process managers do all there is to do at this moment. */
    void settle() {
        for (int round = 0; round < 4; round++) {
            follower.step(Duration.ZERO);
            others.forEach(other -> other.step(Duration.ZERO));
        }
    }

    /** What the process managers have in hand. */
    ProcessLoad load() {
        return follower.load();
    }

    void advance(Duration by) {
        clock.advance(by);
        settle();
    }

    NodeId enroll(String name) {
        NodeId id = NodeId.of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
        NodeAttributes attributes = new NodeAttributes(
                name,
                "redfish",
                Optional.of(new BmcAddress("redfish+http://10.1.0.1:8000/redfish/v1/Systems/" + name)),
                "",
                new TreeSet<>(List.of(macOf(name))),
                new TreeMap<>(),
                "",
                new TreeSet<>(),
                "",
                Protection.NONE,
                Protection.NONE);
        command(id, new NodeCommand.Enroll(id, attributes));
        return id;
    }

    static MacAddress macOf(String name) {
        int hash = name.hashCode();
        return new MacAddress("52:54:%02x:%02x:%02x:%02x"
                .formatted(hash >>> 24 & 0xff, hash >>> 16 & 0xff, hash >>> 8 & 0xff, hash & 0xff));
    }

    CommandOutcome command(NodeId node, NodeCommand command) {
        CommandId id = new CommandId("test-" + ++count);
        RecordContext context = new RecordContext(id, SERVED, "operator:test", "", id.value(), "");
        CommandOutcome outcome = Intakes.direct(log, policy)
                .submit(new CommandEnvelope(node, command, clock.instant(), Optional.empty(), context))
                .join();
        if (!(outcome instanceof CommandOutcome.Done)) {
            throw new AssertionError(command + " of " + node + ": " + outcome);
        }
        return outcome;
    }

    void act(NodeId node, ProvisionVerb verb) {
        command(
                node,
                new NodeCommand.Act(
                        verb,
                        switch (verb) {
                            case DEPLOY, REBUILD ->
                                new VerbArguments.Deploy(
                                        Optional.of(new InstanceInfo(
                                                "web", "debian.raw", Optional.empty(), Optional.empty(), 0)),
                                        List.of());
                            case INSPECT, PROVIDE, CLEAN, SERVICE, RESCUE -> new VerbArguments.Steps(List.of());
                            case MANAGE, UNDEPLOY, UNRESCUE, UNHOLD, ADOPT, ABORT -> new VerbArguments.None();
                        }));
    }

    Node node(NodeId id) {
        return (Node) log.nodeStates().current(id).state();
    }

    String state(NodeId id) {
        return node(id).state().wireName();
    }

    Optional<FailureCode> failure(NodeId id) {
        return node(id).failure().map(Finding::code);
    }

    /** The BMC does what is asked of it and says so. */
    void bmcConfirms(NodeId id) {
        PowerRequest request = node(id).pendingPower().orElseThrow();
        PowerState after = request.action() == PowerAction.OFF ? PowerState.OFF : PowerState.ON;
        report(id, new SignalBody.PowerReported(request.id(), new PowerOutcome.Confirmed(after)));
    }

    /** A signal about the node under no attempt. */
    void report(NodeId id, SignalBody body) {
        append(new SignalSubject.OfNode(id, Optional.empty(), Optional.empty()), body);
    }

    /** A signal of the machine in the node's present boot chain. */
    void say(NodeId id, SignalBody body) {
        ChainKey chain = ChainKey.of(node(id).runningAttempt().orElseThrow());
        say(id, chain.attempt(), chain.stage(), body);
    }

    void say(NodeId id, AttemptId attempt, BootStage stage, SignalBody body) {
        append(new SignalSubject.OfNode(id, Optional.of(attempt), Optional.of(stage)), body);
    }

    private void append(SignalSubject subject, SignalBody body) {
        SignalId id = SignalId.ofParts(List.of(subject.toString(), body.toString(), "" + ++count));
        append(new Signal(id, subject, clock.instant(), "10.2.0.7:40000", Optional.empty(), body));
    }

    void append(Signal signal) {
        for (int times = 0; times < timesReported; times++) {
            log.signals().report(signal).join();
        }
    }

    /** From now on every signal stands in the log twice. */
    void repeatSignals() {
        timesReported = 2;
    }

    /** The network part of a boot, up to the step runner. */
    void boot(NodeId id) {
        say(
                id,
                new SignalBody.BootScriptServed(
                        macOf(node(id).attributes().name()), BootPlanKind.INSPECT, SERVED, 300));
        say(id, new SignalBody.ArtifactServed(Link.KERNEL, "vmlinuz", SERVED, 9_000_000, true));
        say(id, new SignalBody.ArtifactServed(Link.INITRD, "initrd", SERVED, 90_000_000, true));
        seedAndRunner(id);
    }

    void seedAndRunner(NodeId id) {
        say(id, new SignalBody.SeedServed(Link.META_DATA, 200, SERVED, 100, "Cloud-Init/22.4.2"));
        say(id, new SignalBody.SeedServed(Link.USER_DATA, 200, SERVED, 100, "Cloud-Init/22.4.2"));
        say(id, new SignalBody.RunnerStarted("boot-1"));
    }

    void steps(NodeId id) {
        List<Step> steps = node(id).runningAttempt().orElseThrow().steps();
        for (int index = 1; index <= steps.size(); index++) {
            say(id, new SignalBody.StepStarted(index, steps.get(index - 1).name()));
            say(
                    id,
                    new SignalBody.StepFinished(
                            index, steps.get(index - 1).name(), 0, Duration.ofSeconds(2), false, "fact cpus 8\n"));
        }
        say(id, new SignalBody.RunnerFinished(true, ""));
    }

    /** The last words of a cloud-init that went through. */
    void cloudInitDone(NodeId id) {
        say(
                id,
                new SignalBody.CloudInitReported(
                        "modules-final", "running modules for final", "finish", "SUCCESS", "cloudinit"));
    }

    /** All events of the node in order. */
    List<NodeEvent> events(NodeId id) {
        return log.history().of(id).stream()
                .map(NodeRecord::events)
                .flatMap(List::stream)
                .toList();
    }

    List<NodeEvent.WaitExpired> expiries(NodeId id) {
        return events(id).stream()
                .filter(NodeEvent.WaitExpired.class::isInstance)
                .map(NodeEvent.WaitExpired.class::cast)
                .toList();
    }
}
