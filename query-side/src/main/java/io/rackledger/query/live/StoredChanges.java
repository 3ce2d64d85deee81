package io.rackledger.query.live;

import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.NodeSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes of nodes as they are in the rows, by place in the log. Thread-safe. */
final class StoredChanges implements ChangeSource {
    /** Within a partition rows become visible in the order of their offsets, so nothing can appear behind a place that was read. */
    private static final String AFTER = """
            select r.part, r.log_offset, r.summary, p.summary as before
            from unnest(?, ?) as place (part, next_offset)
            cross join lateral (select * from node_records n where n.part = place.part and n.log_offset >= place.next_offset
                                order by n.log_offset limit ?) r
            left join node_records p on p.node_id = r.node_id and p.sequence = r.sequence - 1
            order by r.part, r.log_offset limit ?""";

    private final JdbcClient client;
    private final DocumentJson json;

    StoredChanges(JdbcClient client, DocumentJson json) {
        this.client = client;
        this.json = json;
    }

    @Override
    public List<NodeChange> after(LogVector place, LogVector reached, int limit) {
        List<Integer> partitions = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        for (Map.Entry<Integer, Long> end : reached.next().entrySet()) {
            if (place.of(end.getKey()) < end.getValue()) {
                partitions.add(end.getKey());
                offsets.add(place.of(end.getKey()));
            }
        }
        return partitions.isEmpty()
                ? List.of()
                : client.sql(AFTER)
                        .param(partitions.toArray(Integer[]::new))
                        .param(offsets.toArray(Long[]::new))
                        .param(limit)
                        .param(limit)
                        .query((row, _) -> change(row))
                        .list();
    }

    private NodeChange change(ResultSet row) throws SQLException {
        return new NodeChange(
                new LogPosition(row.getInt("part"), row.getLong("log_offset")),
                Optional.ofNullable(row.getString("before")).map(text -> json.read(text, NodeSummary.class)),
                json.read(row.getString("summary"), NodeSummary.class));
    }
}
