package io.rackledger.core.door;

import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last applied commands of a node, newest last, in 16 bytes each: a hundred thousand nodes remember millions of them. What is kept of
 * a command is a print of its id (64 bits), a print of what was asked (32 bits) and the place of its record; its sequence follows from the
 * order. That two ids of the same node share a print is as likely as one in 2^58 per command. Immutable.
 */
public final class RecentCommands {
    /** How many commands a repeat can reach back. */
    public static final int REMEMBERED = 64;

    static final RecentCommands NONE = new RecentCommands(new long[0]);

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int LOW_BITS = 32;
    private static final long LOW = 0xffffffffL;
    private static final int HASH_STARTS = "sha256:".length();

    /** Two for each command: the print of its id; the print of what was asked, and the low half of the record's offset. */
    private final long[] packed;

    private RecentCommands(long[] packed) {
        this.packed = packed;
    }

    /** What {@link #packed} gave. */
    public static RecentCommands of(long... packed) {
        if (packed.length % 2 != 0 || packed.length > 2 * REMEMBERED) {
            throw new IllegalArgumentException(packed.length + " numbers are not the remembered commands of a node");
        }
        return packed.length == 0 ? NONE : new RecentCommands(packed.clone());
    }

    /** The commands as numbers, two for each, for storage. */
    public long[] packed() {
        return packed.clone();
    }

    public int size() {
        return packed.length / 2;
    }

    /** With one more; the oldest goes where there are too many. */
    RecentCommands with(RecordContext context, LogPosition position) {
        int kept = Math.min(packed.length, 2 * (REMEMBERED - 1));
        long[] more = new long[kept + 2];
        System.arraycopy(packed, packed.length - kept, more, 0, kept);
        more[kept] = print(context.command());
        more[kept + 1] = (long) print(context.commandHash()) << LOW_BITS | position.offset() & LOW;
        return new RecentCommands(more);
    }

    /**
     * What became of a command of this id, if it is remembered.
     *
     * @param sequence of the newest command
     * @param position of its record
     */
    Optional<AppliedCommand> applied(CommandId command, long sequence, LogPosition position) {
        long wanted = print(command);
        int found = 0;
        while (found < packed.length && packed[found] != wanted) {
            found += 2;
        }
        if (found >= packed.length) {
            return Optional.empty();
        }
        long asSequence = sequence - (packed.length - 2 - found) / 2;
        LogPosition at = new LogPosition(position.partition(), offset(found, position.offset()));
        return Optional.of(new AppliedCommand(command, (int) (packed[found + 1] >>> LOW_BITS), asSequence, at));
    }

    /** Offsets grow from one record to the next, so the low half tells the whole, seen from the newest. */
    private long offset(int index, long newest) {
        long offset = newest;
        for (int i = packed.length - 4; i >= index; i -= 2) {
            long candidate = offset & ~LOW | packed[i + 1] & LOW;
            offset = candidate < offset ? candidate : candidate - (LOW + 1);
        }
        return offset;
    }

    /** FNV-1a and a last mixing: stable for ever, as it is stored. */
    private static long print(CommandId command) {
        String text = command.value();
        long hash = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }

    static int print(Digest commandHash) {
        return (int) Long.parseLong(commandHash.value(), HASH_STARTS, HASH_STARTS + 8, 16);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecentCommands that && Arrays.equals(packed, that.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        return size() + " commands";
    }
}
