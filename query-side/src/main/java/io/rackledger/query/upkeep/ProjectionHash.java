package io.rackledger.query.upkeep;

import io.rackledger.core.identity.Digest;
import io.rackledger.query.document.HashDocument;
import io.rackledger.query.store.ProjectionSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The digest of all rows of the projections, read in one snapshot: two databases that stand at the same places of the same log have the
 * same one, whatever was killed, dropped or rebuilt on the way. No row holds a time of processing, so none is left out; only the places
 * themselves are told beside. Over HTTP it is {@code GET /api/v1/projections/hash}; a test that has a database at hand calls
 * {@link #of}. It reads everything: some seconds for a million rows. Thread-safe.
 */
public final class ProjectionHash {
    private static final String PLACES = "projection_offsets";

    /** The sum over rows does not depend on their order; two seeds make 128 bits of it. */
    private static final String HASH = """
            select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 1)::numeric), 0)
                || ' ' || coalesce(sum(hashtextextended(t::text, 2)::numeric), 0) from %s t""";

    private final JdbcClient client;
    private final TransactionTemplate snapshot;

    private ProjectionHash(DataSource dataSource) {
        this.client = JdbcClient.create(dataSource);
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setReadOnly(true);
        definition.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(dataSource), definition);
    }

    /** @param dataSource whose connections look into the schema of the projections, as those of PostgresAddress.pool do */
    public static HashDocument of(DataSource dataSource) {
        ProjectionHash hash = new ProjectionHash(dataSource);
        HashDocument document = hash.snapshot.execute(_ -> hash.read());
        if (document == null) {
            throw new IllegalStateException("the snapshot gave no digest");
        }
        return document;
    }

    private HashDocument read() {
        List<HashDocument.OfTable> tables = new ArrayList<>();
        for (String table : ProjectionSchema.tables()) {
            if (!table.equals(PLACES)) {
                tables.add(table(table));
            }
        }
        String all = String.join(
                "\n", tables.stream().map(t -> t.table() + " " + t.hash()).toList());
        return new HashDocument(digest(all), place("NODE_EVENTS"), place("SIGNALS"), tables);
    }

    private HashDocument.OfTable table(String table) {
        String found = client.sql(HASH.formatted(table)).query(String.class).single();
        return new HashDocument.OfTable(table, Long.parseLong(found.substring(0, found.indexOf(' '))), digest(found));
    }

    private String place(String topic) {
        return String.join(
                ",",
                client.sql("select part || ':' || next_offset from projection_offsets where topic = ? order by part")
                        .param(topic)
                        .query(String.class)
                        .list());
    }

    private static String digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).value();
    }
}
