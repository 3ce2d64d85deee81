package io.rackledger.query.reading;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.Text;
import io.rackledger.query.document.QueryProblem;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds nodes by id or name. A name means the living node that has it; a deleted node is found by its id only. */
final class NodeNames {
    private static final int UUID_LENGTH = 36;

    private final JdbcClient client;

    NodeNames(JdbcClient client) {
        this.client = client;
    }

    /** Id and name. */
    record Found(NodeId id, String name, boolean deleted) {}

    Found find(String idOrName) {
        return look(idOrName)
                .orElseThrow(() -> QueryProblem.notFound(
                        "NODE_UNKNOWN",
                        "node",
                        "there is no node '" + Text.shorten(idOrName) + "'",
                        "use an id or name of GET /api/v1/nodes"));
    }

    /** As {@link #find}, but a deleted node is refused. */
    Found findLiving(String idOrName) {
        Found found = find(idOrName);
        if (found.deleted()) {
            throw QueryProblem.gone(
                    "NODE_DELETED",
                    "node",
                    "node " + found.id() + " (" + found.name() + ") was deleted",
                    "its timeline and attempts are kept; or ask for a moment of its life with ?at=");
        }
        return found;
    }

    /** The id under which records of the node are kept; also of one that has no row, because its first record is dead. */
    String key(String idOrName) {
        Optional<NodeId> id = idOrName.length() == UUID_LENGTH ? parse(idOrName) : Optional.empty();
        return id.map(NodeId::value).orElseGet(() -> find(idOrName).id().value());
    }

    private Optional<Found> look(String idOrName) {
        Optional<NodeId> id = idOrName.length() == UUID_LENGTH ? parse(idOrName) : Optional.empty();
        String where = id.isPresent() ? "node_id = cast(? as uuid)" : "name = ? and not deleted";
        return client.sql("select node_id, name, deleted from nodes where " + where)
                .param(id.map(NodeId::value).orElse(idOrName))
                .query((row, _) -> new Found(new NodeId(row.getString(1)), row.getString(2), row.getBoolean(3)))
                .optional();
    }

    private static Optional<NodeId> parse(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.of(NodeId.parse(text))
                : Optional.empty();
    }
}
