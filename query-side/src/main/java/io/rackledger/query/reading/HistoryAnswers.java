package io.rackledger.query.reading;

import io.rackledger.core.door.History;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeState;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.NodeAnswer;
import io.rackledger.query.document.NodeDocument;
import io.rackledger.query.document.QueryProblem;
import io.rackledger.query.document.StoredJson;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The time machine: a node at any moment or position, folded from the log by the same code as live. Thread-safe. */
public final class HistoryAnswers {
    private final History history;
    private final NodeNames names;
    private final DocumentJson json;

    public HistoryAnswers(History history, JdbcClient client, DocumentJson json) {
        this.json = json;
        this.history = history;
        this.names = new NodeNames(client);
    }

    @QueryHandler
    NodeAnswer nodeAt(Questions.NodeAt asked) {
        NodeId id = names.find(asked.idOrName()).id();
        List<NodeRecord> records = history.of(id);
        Predicate<NodeRecord> past = past(asked.at(), records);
        NodeStream stream = NodeStream.EMPTY;
        Instant updatedAt = Instant.EPOCH;
        for (NodeRecord record : records) {
            if (!past.test(record)) {
                break;
            }
            stream = stream.apply(record);
            updatedAt = record.at();
        }
        NodeDocument document = document(asked, stream, updatedAt);
        return new NodeAnswer(document.sequence(), new StoredJson(json.write(document)));
    }

    private static NodeDocument document(Questions.NodeAt asked, NodeStream stream, Instant updatedAt) {
        return switch (stream.state()) {
            case Node node -> NodeDocument.of(node, stream.sequence(), stream.position(), updatedAt);
            case NodeState.Unknown _ ->
                throw QueryProblem.notFound(
                        "NODE_NOT_YET_KNOWN",
                        "at",
                        "node " + Text.shorten(asked.idOrName()) + " was not enrolled at " + Text.shorten(asked.at()),
                        "use a later moment; its timeline begins with its enrolment");
            case NodeState.Deleted deleted ->
                throw QueryProblem.gone(
                        "NODE_DELETED", "at", "the node was deleted at " + deleted.since(), "use an earlier moment");
        };
    }

    /** Which records belong to the past that was asked for; a position counts within the node's own partition. */
    private static Predicate<NodeRecord> past(String at, List<NodeRecord> records) {
        if (at.matches("[0-9]{1,5}:[0-9]{1,18}")) {
            LogPosition position = LogPosition.parse(at);
            int partition = records.isEmpty()
                    ? position.partition()
                    : records.getFirst().position().partition();
            if (partition != position.partition()) {
                throw QueryProblem.badParameter(
                        "BAD_MOMENT",
                        "at",
                        "position " + position + " is in another partition than the node, which is in " + partition,
                        "use a position " + partition + ":… of the node's timeline, or an instant");
            }
            return record -> record.position().offset() <= position.offset();
        }
        try {
            Instant moment = Instant.parse(at);
            return record -> !record.at().isAfter(moment);
        } catch (DateTimeParseException e) {
            QueryProblem problem = QueryProblem.badParameter(
                    "BAD_MOMENT",
                    "at",
                    "'" + Text.shorten(at) + "' is neither an instant nor a position",
                    "use an instant such as 2026-11-21T10:00:00Z or a position such as 3:1207");
            problem.addSuppressed(e);
            throw problem;
        }
    }
}
