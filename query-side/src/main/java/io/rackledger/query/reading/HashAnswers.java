package io.rackledger.query.reading;

import io.rackledger.query.document.HashDocument;
import io.rackledger.query.upkeep.ProjectionHash;
import javax.sql.DataSource;
import org.axonframework.queryhandling.QueryHandler;

/** Answers with the digest of all rows. Thread-safe. */
public final class HashAnswers {
    private final DataSource dataSource;

    public HashAnswers(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @QueryHandler
    HashDocument hash(Questions.Hash asked) {
        return ProjectionHash.of(dataSource);
    }
}
