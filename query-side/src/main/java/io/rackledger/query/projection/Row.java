package io.rackledger.query.projection;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.query.document.FailureDocument;
import io.rackledger.query.document.NodeDocument;
import io.rackledger.query.document.NodeSummary;
import io.rackledger.query.document.WaitDocument;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Rows as they are written. */
final class Row {
    private Row() {}

    /** A node; its document is made only for the row that is written. It is {@code fresh} where the table cannot have it yet. */
    record OfNode(
            String node,
            LogPosition position,
            NodeSummary summary,
            byte[] summaryJson,
            Supplier<NodeDocument> document,
            boolean fresh) {
        /** The same, written in place of an earlier one that has not been written. */
        OfNode after(OfNode earlier) {
            return earlier.fresh ? new OfNode(node, position, summary, summaryJson, document, true) : this;
        }
    }

    /** One applied record: what the live stream sends, and its events. */
    record OfRecord(NodeRecord record, Instant orderAt, byte[] summaryJson, byte[] eventsJson) {}

    /** One signal. */
    record OfSignal(
            String id,
            String subject,
            Optional<String> node,
            Optional<String> mac,
            String source,
            Optional<String> attempt,
            Optional<String> stage,
            LogPosition position,
            Instant seenAt,
            Optional<Instant> nodeClock,
            Optional<Long> skewMs,
            String type,
            String lane,
            String words,
            Optional<String> digest,
            Optional<String> artifact,
            Optional<Long> bytes,
            String body) {}

    /** A node got a MAC address, at a sequence of its stream. */
    record OfMac(String node, String mac, long sequence, Instant at) {}

    /** An attempt as it stands; {@code marks} are those that are new, a line of JSON each. {@code fresh} as of a node. */
    record OfAttempt(
            String attempt,
            String node,
            long number,
            String action,
            String stage,
            String outcome,
            Instant startedAt,
            Optional<Instant> endedAt,
            Optional<String> failure,
            Optional<String> findingJson,
            String marks,
            boolean fresh) {
        /** This one, earlier, brought up to a later one. */
        OfAttempt then(OfAttempt later) {
            return new OfAttempt(
                    attempt,
                    node,
                    number,
                    action,
                    later.stage,
                    later.outcome,
                    startedAt,
                    later.endedAt,
                    later.failure,
                    later.findingJson,
                    marks + later.marks,
                    fresh);
        }
    }

    /** A wait as it stands; {@code fresh} as of a node. */
    record OfWait(
            String node,
            long id,
            Optional<String> attempt,
            String state,
            WaitDocument waiting,
            Optional<Instant> endedAt,
            Optional<String> expired,
            Optional<Instant> expiredDue,
            boolean fresh) {
        /** This one, earlier, brought up to a later one: the state in which the wait began stays. */
        OfWait then(OfWait later) {
            return new OfWait(
                    node,
                    id,
                    attempt,
                    state,
                    later.waiting,
                    later.endedAt.or(() -> endedAt),
                    later.expired.or(() -> expired),
                    later.expiredDue.or(() -> expiredDue),
                    fresh);
        }
    }

    /** A failed attempt. */
    record OfFailure(
            String node,
            long sequence,
            int index,
            String attempt,
            String action,
            Instant at,
            FailureDocument finding,
            String findingJson) {}

    /** A record that could not be read or projected. */
    record OfDeadLetter(
            LogTopic topic,
            LogPosition position,
            String key,
            Optional<String> node,
            Optional<Long> sequence,
            DeadLetterKind kind,
            String types,
            String reason,
            Optional<String> body) {}

    /** A node's fold as it stands; {@code fresh} as of a node. */
    record OfState(String node, Folded folded, boolean fresh) {}
}
