package io.rackledger.query.reading;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.query.filter.NodeFilter;
import io.rackledger.query.filter.NodeOrder;
import java.time.Instant;
import java.util.Optional;

/** What can be asked: the messages of the query bus. */
public final class Questions {
    private Questions() {}

    /** A page of nodes. */
    public record Nodes(NodeFilter filter, NodeOrder order, Optional<String> cursor, int limit, boolean count) {}

    /** One node by id or name, now. */
    public record OneNode(String idOrName) {}

    /** One node as it was: {@code at} is an instant or a log position. */
    public record NodeAt(String idOrName, String at) {}

    /** A node's events and signals in one order. */
    public record Timeline(
            String idOrName,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> attempt,
            boolean everything,
            boolean newestFirst,
            Optional<String> cursor,
            int limit) {}

    /** The waits that a node has had. */
    public record NodeWaits(String idOrName) {}

    /** The attempts of a node. */
    public record NodeAttempts(String idOrName) {}

    /** Nodes that wait now. */
    public record Waiting(NodeFilter filter, NodeOrder order, Optional<String> cursor, int limit, boolean count) {}

    /** Failed attempts. */
    public record Failures(
            Optional<String> code,
            Optional<String> category,
            Optional<String> node,
            Optional<Instant> since,
            Optional<String> cursor,
            int limit) {}

    /** One attempt. */
    public record OneAttempt(String id) {}

    /** What became of one attempt. */
    public record Story(String attempt) {}

    /** Where something was served. */
    public record Served(String digest, Optional<String> cursor, int limit) {}

    /** What the machine of a MAC address asked for, whether a node had it by then or not. */
    public record MacRequests(MacAddress mac, Optional<String> cursor, int limit) {}

    /** Records that could not be projected, in the order of the log; {@code key} of a node is its id. */
    public record DeadLetters(Optional<String> node, Optional<String> cursor, int limit) {}

    /** One of them, by its place in the log. */
    public record OneDeadLetter(LogTopic topic, LogPosition position) {}

    /** The record key of a node, also of one that has no row. */
    public record DeadLetterKey(String idOrName) {}

    /** How the newest rebuild stands. */
    public record Rebuild() {}

    /** A digest of all rows. */
    public record Hash() {}

    /** How far the projections are. */
    public record Health() {}
}
