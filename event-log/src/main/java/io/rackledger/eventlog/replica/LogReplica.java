package io.rackledger.eventlog.replica;

import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.LogVector;
import io.rackledger.eventlog.plans.PlanSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What of the log a boot service needs to serve machines, on this host's disk and kept there as the log goes on. Thread-safe. */
public final class LogReplica implements AutoCloseable {
    private final PlanReplica plans;
    private final DocumentReplica documents;

    private LogReplica(PlanReplica plans, DocumentReplica documents) {
        this.plans = plans;
        this.documents = documents;
    }

    /**
     * Opens what lies there; the directory is made when missing.
     *
     * @throws IOException where it cannot be used
     */
    public static LogReplica open(Path directory, Clock clock) throws IOException {
        return new LogReplica(
                new PlanReplica(new RecordFiles(directory.resolve("plans")), clock),
                new DocumentReplica(new RecordFiles(directory.resolve("documents")), clock));
    }

    /**
     * How the files stand.
     *
     * @param plans how many machines have one, by MAC address
     * @param plansTo place in boot-plans up to which they go; empty where the log was never read
     * @param at when the last of it was written
     * @param damaged files that were not whole and are left out
     * @param trouble why something is not on the disk; empty where all is
     */
    public record Standing(
            int plans,
            int documents,
            Optional<LogVector> plansTo,
            Optional<LogVector> documentsTo,
            Optional<Instant> at,
            int damaged,
            Optional<String> trouble) {}

    public Standing standing() {
        return new Standing(
                plans.table().size(),
                documents.count(),
                plans.position().map(RecordFiles.Position::place),
                documents.position().map(RecordFiles.Position::place),
                plans.position().map(RecordFiles.Position::at),
                plans.damaged() + documents.damaged(),
                plans.trouble().or(documents::trouble));
    }

    /** The plans to serve by. */
    public BootPlans plans() {
        return plans.table();
    }

    /** The documents to serve. */
    public DocumentReplica documents() {
        return documents;
    }

    /** Where the log tells its plans. */
    public PlanSink planSink() {
        return plans;
    }

    /** Writes what waits. */
    @Override
    public void close() {
        plans.close();
    }
}
