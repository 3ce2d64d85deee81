package io.rackledger.query.reading;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.Text;
import io.rackledger.query.document.QueryProblem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
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
        return search("select nodes.node_id, name, deleted from nodes", idOrName, (row, _) -> found(row))
                .orElseThrow(() -> unknown(idOrName));
    }

    /**
     * More columns of a living node, read with the search for it; a deleted node is refused.
     *
     * @param columns what is to be read, and from where: {@code a, b from nodes …}; the search is put behind
     */
    <T> T findLiving(String idOrName, String columns, RowMapper<T> reader) {
        return search("select nodes.node_id, name, deleted, " + columns, idOrName, (row, number) -> {
                    Found found = found(row);
                    if (found.deleted()) {
                        throw deleted(found);
                    }
                    return reader.mapRow(row, number);
                })
                .orElseThrow(() -> unknown(idOrName));
    }

    private static QueryProblem deleted(Found found) {
        return QueryProblem.gone(
                "NODE_DELETED",
                "node",
                "node " + found.id() + " (" + found.name() + ") was deleted",
                "its timeline and attempts are kept; or ask for a moment of its life with ?at=");
    }

    private static QueryProblem unknown(String idOrName) {
        return QueryProblem.notFound(
                "NODE_UNKNOWN",
                "node",
                "there is no node '" + Text.shorten(idOrName) + "'",
                "use an id or name of GET /api/v1/nodes");
    }

    /** The id under which records of the node are kept; also of one that has no row, because its first record is dead. */
    String key(String idOrName) {
        Optional<NodeId> id = idOrName.length() == UUID_LENGTH ? parse(idOrName) : Optional.empty();
        return id.map(NodeId::value).orElseGet(() -> find(idOrName).id().value());
    }

    private <T> Optional<T> search(String select, String idOrName, RowMapper<T> reader) {
        Optional<NodeId> id = idOrName.length() == UUID_LENGTH ? parse(idOrName) : Optional.empty();
        String where = id.isPresent() ? " where nodes.node_id = cast(? as uuid)" : " where name = ? and not deleted";
        return client.sql(select + where)
                .param(id.map(NodeId::value).orElse(idOrName))
                .query(reader)
                .optional();
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(new NodeId(row.getString("node_id")), row.getString("name"), row.getBoolean("deleted"));
    }

    private static Optional<NodeId> parse(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.of(NodeId.parse(text))
                : Optional.empty();
    }
}
