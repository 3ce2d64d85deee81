package io.rackledger.command.handling;

import static io.rackledger.command.handling.ClaimChange.keysOf;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.FormerHolders;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.TraceParent;
import io.rackledger.core.node.NodeEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * Asks the former holder's own stream whether a key may pass to the node of a command. Where that stream still stands before the record for
 * which the key was reserved, a record of ours takes that record's place, so that it can never count.
 */
record ClaimFence(NodeStates states, NodeLog log, CommandEnvelope asking) implements FormerHolders {
    private static final int MOST_TRIES = 16;
    private static final String ACTOR = "engine:claims";

    @Override
    public CompletableFuture<Boolean> gone(Former former) {
        return gone(former, states.current(former.node()), MOST_TRIES);
    }

    private CompletableFuture<Boolean> gone(Former former, NodeStream stream, int tries) {
        if (stream.sequence() >= former.sequence()) {
            return CompletableFuture.completedFuture(isWithout(stream, former));
        }
        if (tries == 0) {
            return CompletableFuture.failedFuture(new TimeoutException("node " + former.node() + " changed "
                    + MOST_TRIES + " times while " + former.key() + " was asked for"));
        }
        return log.append(fence(former, stream)).thenCompose(result -> switch (result) {
            case AppendResult.Appended(var _, var current) ->
                CompletableFuture.completedFuture(isWithout(current, former));
            case AppendResult.Lost(var current) -> gone(former, current, tries - 1);
            case AppendResult.OutcomeUnknown(var _, var why) ->
                CompletableFuture.failedFuture(new TimeoutException("node " + former.node() + ": " + why));
        });
    }

    private static boolean isWithout(NodeStream stream, Former former) {
        return !keysOf(stream.state()).contains(former.key());
    }

    private AppendRequest fence(Former former, NodeStream stream) {
        NodeEvent event =
                new NodeEvent.ReservationVoided(asking.at(), former.key().value(), asking.node());
        return new AppendRequest(
                former.node(), stream.sequence(), asking.at(), List.of(event), context(former, stream.sequence()));
    }

    private RecordContext context(Former former, long sequence) {
        RecordContext led = asking.context();
        String about = String.join(
                " ",
                former.node().value(),
                Long.toString(sequence),
                former.key().value(),
                led.command().value());
        Digest digest = Digest.of(about.getBytes(StandardCharsets.UTF_8));
        CommandId id = new CommandId("engine.fence." + digest.value());
        return new RecordContext(
                id,
                digest,
                ACTOR,
                led.command().value(),
                led.correlation(),
                TraceParent.parse(led.traceparent())
                        .map(trace -> trace.child(id.value()).value())
                        .orElse(""));
    }
}
