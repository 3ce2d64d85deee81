package io.rackledger.boot.report;

/**
 * How far the output of one running step was received. Guarded by itself: chunks of one step are taken one after the other, and
 * the count moves only when a chunk is durable.
 */
public final class StepLog {
    private final String opening;
    private long next;

    /** @param opening what tells this run of the step from another run of it */
    StepLog(String opening) {
        this.opening = opening;
    }

    boolean isOf(String other) {
        return opening.equals(other);
    }

    /** Takes a chunk; {@code write} makes it durable and says whether it is. */
    public synchronized Taken take(long offset, int length, ChunkWriter write) {
        if (offset + length <= next && offset < next) {
            return new Taken.Already();
        }
        if (offset != next) {
            return new Taken.Gap(next);
        }
        if (!write.write(opening)) {
            return new Taken.NotDurable();
        }
        next = offset + length;
        return new Taken.Kept();
    }

    /** Writes the chunk under the name of this run of the step. */
    @FunctionalInterface
    public interface ChunkWriter {
        boolean write(String opening);
    }

    /** What became of a chunk. */
    public sealed interface Taken {
        /** It is in the log. */
        record Kept() implements Taken {}

        /** It was in the log before. */
        record Already() implements Taken {}

        /** It does not begin where the last one ended. */
        record Gap(long expected) implements Taken {}

        /** The log did not answer in time. */
        record NotDurable() implements Taken {}
    }
}
