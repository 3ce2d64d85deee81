package io.rackledger.command.process;

import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Intake;
import io.rackledger.core.identity.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands and boot plans under way, and their answers on the way back to the follower's thread. */
final class UnderWay {
    private static final Logger LOG = LoggerFactory.getLogger(UnderWay.class);
    private static final int MOST = 2048;

    private final Intake intake;
    private final long patienceMillis;
    private final Runnable wakeup;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean called = new AtomicBoolean();
    private int count;

    UnderWay(Intake intake, Duration patience, Runnable wakeup) {
        this.intake = intake;
        this.patienceMillis = patience.toMillis() * 2;
        this.wakeup = wakeup;
    }

    /** Whether more may be sent now; bounds what thousands of deadlines due at once put on the log. */
    boolean hasRoom() {
        return count < MOST;
    }

    int size() {
        return count;
    }

    void send(CommandEnvelope envelope) {
        count++;
        intake.submit(envelope)
                .orTimeout(patienceMillis, TimeUnit.MILLISECONDS)
                .handle((outcome, failure) -> failure == null ? answer(envelope, outcome) : failed(envelope, failure))
                .thenAccept(this::come);
    }

    /** @param otherwise the answer where it fails */
    void keep(NodeId node, CompletableFuture<?> effort, Answer otherwise) {
        count++;
        effort.orTimeout(patienceMillis, TimeUnit.MILLISECONDS)
                .<Answer>handle((_, failure) -> failure == null ? new Answer.Kept(node) : failed(otherwise, failure))
                .thenAccept(this::come);
    }

    /** One call of the follower is enough for all that come before it has looked. */
    private void come(Answer answer) {
        answers.add(answer);
        if (called.compareAndSet(false, true)) {
            wakeup.run();
        }
    }

    private static Answer answer(CommandEnvelope envelope, CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Done _, CommandOutcome.Unchanged _ -> new Answer.Decided(envelope.node());
            case CommandOutcome.Refused refused -> {
                // Usual: another instance was first, or the wait is over. The state, not the refusal, tells what is
                // next.
                LOG.debug("{} refused: {}", envelope.context().command(), refused.refusal());
                yield new Answer.Decided(envelope.node());
            }
            case CommandOutcome.OutcomeUnknown unknown -> {
                LOG.warn("{}: {}; it is asked again", unknown.command(), unknown.why());
                yield new Answer.Unanswered(envelope.node());
            }
        };
    }

    private static Answer failed(CommandEnvelope envelope, Throwable failure) {
        LOG.warn("{} failed; it is asked again", envelope.context().command(), failure);
        return new Answer.Unanswered(envelope.node());
    }

    private static Answer failed(Answer otherwise, Throwable failure) {
        LOG.warn("{}; it is tried again", otherwise, failure);
        return otherwise;
    }

    boolean hasAnswers() {
        return !answers.isEmpty();
    }

    /** Answers that have come since the last call. */
    List<Answer> take() {
        // Before the look: what comes from now on calls again.
        called.set(false);
        List<Answer> taken = new ArrayList<>();
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            count--;
            taken.add(answer);
        }
        return taken;
    }
}
