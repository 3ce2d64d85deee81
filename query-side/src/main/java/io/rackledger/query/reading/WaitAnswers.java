package io.rackledger.query.reading;

import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.Pages;
import io.rackledger.query.document.WaitDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers about the waits that a node has had. Thread-safe. */
public final class WaitAnswers {
    private final JdbcClient client;
    private final DocumentJson json;
    private final NodeNames names;

    public WaitAnswers(JdbcClient client, DocumentJson json) {
        this.client = client;
        this.json = json;
        this.names = new NodeNames(client);
    }

    @QueryHandler
    Pages.PastWaits waits(Questions.NodeWaits asked) {
        NodeNames.Found node = names.find(asked.idOrName());
        List<Pages.PastWait> waits = client.sql(
                        "select * from waits where node_id = cast(? as uuid) order by wait_id desc limit 500")
                .param(node.id().value())
                .query((row, _) -> past(row))
                .list();
        return new Pages.PastWaits(node.id().value(), node.name(), waits);
    }

    private Pages.PastWait past(ResultSet row) throws SQLException {
        return new Pages.PastWait(
                row.getString("state"),
                Columns.maybeText(row, "attempt"),
                json.read(row.getString("wait"), WaitDocument.class),
                Columns.maybeInstant(row, "ended_at"),
                Columns.maybeText(row, "expired"),
                Columns.maybeInstant(row, "expired_due"));
    }
}
