package io.rackledger.eventlog;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.Protection;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests, signals and plans for tests of the log. */
public final class LogFixture {
    public static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");
    private static final AtomicInteger MACS = new AtomicInteger();

    private LogFixture() {}

    public static NodeId newNode() {
        return NodeId.of(UUID.randomUUID());
    }

    public static MacAddress newMac() {
        int n = MACS.incrementAndGet();
        return new MacAddress("52:54:00:%02x:%02x:%02x".formatted(n >> 16 & 255, n >> 8 & 255, n & 255));
    }

    public static CommandId newCommand() {
        return new CommandId(UUID.randomUUID().toString());
    }

    public static AppendRequest enroll(NodeId node, String name, MacAddress... macs) {
        return request(node, 0, newCommand(), new NodeEvent.NodeEnrolled(AT, node, attributes(name, macs)));
    }

    /** A harmless change for a node that stands at a sequence from 1 on. */
    public static AppendRequest change(NodeId node, long expected) {
        return change(node, expected, newCommand());
    }

    public static AppendRequest change(NodeId node, long expected, CommandId command) {
        PowerState power = expected % 2 == 0 ? PowerState.OFF : PowerState.ON;
        return request(node, expected, command, new NodeEvent.PowerStateObserved(AT, power, Optional.empty()));
    }

    public static AppendRequest request(NodeId node, long expected, CommandId command, NodeEvent... events) {
        Digest hash = Digest.of(command.value().getBytes(StandardCharsets.UTF_8));
        RecordContext context = new RecordContext(command, hash, "operator:test", "", command.value(), "");
        return new AppendRequest(node, expected, AT, List.of(events), context);
    }

    public static NodeAttributes attributes(String name, MacAddress... macs) {
        return new NodeAttributes(
                name,
                "redfish",
                Optional.empty(),
                "",
                new TreeSet<>(List.of(macs)),
                new TreeMap<>(),
                "",
                new TreeSet<>(),
                "",
                Protection.NONE,
                Protection.NONE);
    }

    public static Signal signal(NodeId node, String text) {
        return new Signal(
                SignalId.ofParts(List.of(node.value(), text)),
                new SignalSubject.OfNode(node, Optional.empty(), Optional.of(BootStage.EPHEMERAL)),
                AT,
                "10.0.0.7:4711",
                Optional.empty(),
                new SignalBody.StepLogged(1, 0, text));
    }

    public static BootPlan plan(NodeId node, BootPlanKind kind, long sequence, MacAddress... macs) {
        return new BootPlan(
                node,
                "web-1",
                new TreeSet<>(List.of(macs)),
                kind,
                Optional.empty(),
                Optional.empty(),
                BootStage.EPHEMERAL,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                5,
                Optional.empty(),
                sequence);
    }

    /** Waits for an answer as long as a busy machine may need. */
    public static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
