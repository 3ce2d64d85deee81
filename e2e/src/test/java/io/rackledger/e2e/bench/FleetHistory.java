package io.rackledger.e2e.bench;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Given;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeDecider;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.Protection;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.VerbArguments;
import io.rackledger.core.node.WaitPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A fleet whose history is made by the real rules: each node is enrolled, managed, and inspected without success, in eight records. */
final class FleetHistory {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int UNDER_WAY = 1_000;

    private final NodeLog log;
    private final List<NodeStream> streams = new ArrayList<>();
    private long commands;

    FleetHistory(NodeLog log) {
        this.log = log;
    }

    static NodeId id(int number) {
        return new NodeId("00000000-0000-4000-8000-%012x".formatted(number));
    }

    static String name(int number) {
        return "n-" + number;
    }

    /** Appends the whole history of so many further nodes. */
    void append(int nodes) throws ExecutionException, InterruptedException, TimeoutException {
        int first = streams.size();
        for (int i = 0; i < nodes; i++) {
            streams.add(NodeStream.EMPTY);
        }
        round(first, number -> new NodeCommand.Enroll(id(number), attributes(number)));
        List<Function<Node, NodeCommand>> steps = List.of(
                node -> new NodeCommand.Act(ProvisionVerb.MANAGE, new VerbArguments.None()),
                FleetHistory::confirm,
                node -> new NodeCommand.Act(ProvisionVerb.INSPECT, new VerbArguments.None()),
                FleetHistory::confirm,
                node -> crumb(node, Link.BOOT_SCRIPT),
                node -> crumb(node, Link.KERNEL),
                FleetHistory::fail);
        for (Function<Node, NodeCommand> step : steps) {
            round(first, number -> step.apply((Node) streams.get(number).state()));
        }
    }

    private void round(int first, Function<Integer, NodeCommand> command)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (int from = first; from < streams.size(); from += UNDER_WAY) {
            int to = Math.min(streams.size(), from + UNDER_WAY);
            List<CompletableFuture<AppendResult>> results = new ArrayList<>();
            for (int number = from; number < to; number++) {
                results.add(log.append(request(number, command.apply(number))));
            }
            for (int number = from; number < to; number++) {
                AppendResult result = results.get(number - from).get(60, TimeUnit.SECONDS);
                if (!(result instanceof AppendResult.Appended appended)) {
                    throw new IllegalStateException("not appended: " + result);
                }
                streams.set(number, appended.stream());
            }
        }
    }

    private AppendRequest request(int number, NodeCommand command) {
        NodeStream stream = streams.get(number);
        Instant now = START.plusSeconds(++commands);
        Decision decision = NodeDecider.decide(stream.state(), command, new Given(now, WaitPolicy.standard()));
        if (!(decision instanceof Decision.Accepted accepted)) {
            throw new IllegalStateException(command + " was not accepted: " + decision);
        }
        RecordContext context = new RecordContext(
                new CommandId("c" + commands), Digest.of(new byte[] {1}), "operator:bench", "", "story", "");
        return new AppendRequest(id(number), stream.sequence(), now, accepted.events(), context);
    }

    private static NodeAttributes attributes(int number) {
        return new NodeAttributes(
                name(number),
                "redfish",
                Optional.of(new BmcAddress("redfish+http://10.0.0." + (1 + number % 250) + ":8000/" + number)),
                "rack1",
                new TreeSet<>(List.of(new MacAddress(
                        "52:54:00:%02x:%02x:%02x".formatted(number >> 16, (number >> 8) & 0xff, number & 0xff)))),
                new TreeMap<>(),
                "baremetal",
                new TreeSet<>(),
                "bench",
                Protection.NONE,
                Protection.NONE);
    }

    private static NodeCommand confirm(Node node) {
        return new NodeCommand.ReportPower(
                node.pendingPower().orElseThrow().id(),
                new PowerOutcome.Confirmed(PowerState.ON),
                "bmc",
                SignalId.ofParts(
                        List.of("power", node.id().value(), node.stateSince().toString())),
                node.stateSince());
    }

    private static NodeCommand crumb(Node node, Link link) {
        SignalId signal = SignalId.ofParts(List.of(node.id().value(), link.name()));
        Crumb crumb =
                new Crumb(link, 0, node.stateSince(), "10.0.0.9:40000", Optional.of(Digest.of(new byte[] {7})), signal);
        return new NodeCommand.ReportCrumb(node.waiting().orElseThrow().id(), crumb);
    }

    private static NodeCommand fail(Node node) {
        Finding finding = new Finding(
                FailureCode.NO_METADATA_FETCH,
                node.attributes().name() + " fetched its kernel, but no request reached 10.0.0.1:8481.",
                "kernel fetch",
                "meta-data fetch",
                List.of());
        return new NodeCommand.ReportFailure(node.waiting().orElseThrow().id(), finding);
    }
}
