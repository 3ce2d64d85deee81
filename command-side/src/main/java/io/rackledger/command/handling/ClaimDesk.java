package io.rackledger.command.handling;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.ClaimResult;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.OutcomeUnknownException;
import io.rackledger.core.door.Reservation;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Refusal;
import io.rackledger.core.node.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reserves what a command's events will need, and settles it when the events are in the log. Blocks its (virtual) thread. */
final class ClaimDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimDesk.class);

    private final Claims claims;
    private final NodeStates states;
    private final NodeLog log;
    private final Duration reservation;
    private final Duration patience;

    /**
     * @param log takes the records that make overdue reservations void
     * @param reservation how long a reservation lives without its confirmation; much longer than an append may take
     * @param patience how long the log may take to answer
     */
    ClaimDesk(Claims claims, NodeStates states, NodeLog log, Duration reservation, Duration patience) {
        this.claims = claims;
        this.states = states;
        this.log = log;
        this.reservation = reservation;
        this.patience = patience;
    }

    /**
     * Reserves the keys for the node of the command, or tells who has one of them.
     *
     * @param sequence of the node on which the command was decided
     */
    Optional<Refusal> reserve(CommandEnvelope command, long sequence, Set<ClaimKey> keys) throws TimeoutException {
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        return switch (await(claims.reserve(wish(command, sequence), keys, new ClaimFence(states, log, command)))) {
            case ClaimResult.Granted _ -> Optional.empty();
            case ClaimResult.Taken taken -> Optional.of(refusal(taken));
        };
    }

    private Reservation wish(CommandEnvelope command, long sequence) {
        return new Reservation(
                command.node(), sequence + 1, command.at(), command.at().plus(reservation));
    }

    /** After the append. A failure here is not the caller's: {@code ClaimRepair} settles what is left. */
    void settle(NodeId node, ClaimChange change, Instant at) {
        try {
            if (!change.taken().isEmpty()
                    && await(claims.confirm(node, change.taken(), at)) instanceof ClaimResult.Taken t) {
                LOG.error(
                        "node {} is in the log with {}, which node {} has: release it from one of them",
                        node,
                        t.key(),
                        t.by());
            }
            giveBack(node, change, at);
        } catch (TimeoutException | ClaimsAwayException e) {
            // The record is in the log: whatever happens here, the command is done.
            LOG.warn(
                    "claims of node {} are not settled yet ({}); the repair follower will do it", node, e.getMessage());
        }
    }

    /** When nothing was appended: gives back what was reserved. What may have been appended keeps its claims until they lapse or are repaired. */
    void undo(CommandEnvelope command, long sequence, ClaimChange change, Throwable failure) {
        if (failure instanceof OutcomeUnknownException) {
            return;
        }
        try {
            Set<ClaimKey> unused =
                    change.unusedBy(states.current(command.node()).state());
            cancel(command, sequence, unused);
        } catch (TimeoutException | ClaimsAwayException e) {
            LOG.warn(
                    "claims of node {} are not given back ({}); they lapse by themselves",
                    command.node(),
                    e.getMessage());
        }
    }

    /** Gives back what was reserved for a command as it was decided on that sequence, and leaves alone what a repeat of it has by now. */
    void cancel(CommandEnvelope command, long sequence, Set<ClaimKey> keys) throws TimeoutException {
        if (!keys.isEmpty()) {
            await(claims.cancel(wish(command, sequence), keys));
        }
    }

    /** When the events gave the keys up. */
    private void giveBack(NodeId node, ClaimChange change, Instant at) throws TimeoutException {
        NodeStream present = states.current(node);
        Set<ClaimKey> keys = change.givenFor(present.state());
        if (!keys.isEmpty()) {
            await(claims.release(node, keys, present.sequence(), at));
        }
    }

    private ClaimResult await(CompletableFuture<ClaimResult> answer) throws TimeoutException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException timeout) {
                throw timeout;
            }
            throw new ClaimsAwayException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClaimsAwayException(e);
        }
    }

    /** The claims log did not take a change, and said so. */
    private static final class ClaimsAwayException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        ClaimsAwayException(Throwable cause) {
            super("the claims log failed: " + cause, cause);
        }
    }

    private static Refusal refusal(ClaimResult.Taken taken) {
        String key = taken.key().value();
        String kind = key.substring(0, key.indexOf(':'));
        String field = switch (kind) {
            case "mac" -> "ports";
            case "bmc" -> "bmc";
            default -> "name";
        };
        return new Refusal(
                RefusalCode.CLAIMED,
                key.substring(kind.length() + 1) + " belongs to node " + taken.by(),
                field,
                "use another " + field + ", or take it from node " + taken.by() + " first");
    }
}
