package io.rackledger.query.upkeep;

import io.rackledger.query.control.Task;
import io.rackledger.query.control.TaskDesk;
import io.rackledger.query.document.DeadLetterDocument;
import io.rackledger.query.document.QueryProblem;
import io.rackledger.query.projection.ProjectionProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Asks the follower at work, in whichever instance it is, and waits for its answer. Thread-safe. */
public final class Upkeep {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final TaskDesk desk;
    private final ProjectionProgress progress;
    private final InstantSource clock;
    private final Duration patience;

    /** @param patience how long the follower may take to answer */
    public Upkeep(TaskDesk desk, ProjectionProgress progress, InstantSource clock, Duration patience) {
        this.desk = desk;
        this.progress = progress;
        this.clock = clock;
        this.patience = patience;
    }

    /** Begins a rebuild beside the live rows; one that is under way goes on. */
    public void rebuild() {
        ask(Task.Kind.REBUILD, "an operator asked for it");
    }

    /** Gives up a rebuild; 409 where none is under way. */
    public void cancelRebuild() {
        Task.Answer answer = ask(Task.Kind.CANCEL, "");
        if (!answer.reason().isEmpty()) {
            throw QueryProblem.conflict(
                    "NO_REBUILD", "", answer.reason(), "see GET /api/v1/projections/rebuild; one is begun with POST");
        }
    }

    /** Does all dead letters of a record key again, in the order of the log. */
    public DeadLetterDocument.Retry retry(String key) {
        Task.Answer answer = ask(Task.Kind.RETRY, key);
        if (answer.retried() == 0 && answer.remaining() == 0) {
            throw QueryProblem.notFound(
                    "NO_DEAD_LETTER", "node", answer.reason(), "see GET /api/v1/dead-letters for those there are");
        }
        return new DeadLetterDocument.Retry(key, answer.retried(), answer.remaining(), answer.reason());
    }

    private Task.Answer ask(Task.Kind kind, String subject) {
        Task task = desk.put(kind, subject);
        Instant until = clock.instant().plus(patience);
        Optional<Task.Answer> answer = desk.answer(task);
        while (answer.isEmpty() && clock.instant().isBefore(until)) {
            await();
            answer = desk.answer(task);
        }
        return answer.orElseThrow(() -> QueryProblem.unavailable(
                "FOLLOWER_BUSY",
                "",
                "no follower has taken this up within " + patience + "; it will, as soon as one is at work",
                "look at GET /api/v1/projections for what it does"));
    }

    private void await() {
        try {
            progress.awaitMove(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            QueryProblem problem =
                    QueryProblem.unavailable("FOLLOWER_BUSY", "", "the engine is stopping", "ask again when it is up");
            problem.addSuppressed(e);
            throw problem;
        }
    }
}
