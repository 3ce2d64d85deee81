package io.rackledger.query.control;

import java.util.Locale;

/**
 * Something asked of the follower.
 *
 * @param subject of a retry: the record key whose dead letters it is about; otherwise empty
 */
public record Task(long id, Kind kind, String subject) {
    /** What is asked. */
    public enum Kind {
        /** Fill the schema anew beside the live one. */
        REBUILD,
        /** Give up a rebuild. */
        CANCEL,
        /** Do the dead letters of a key again. */
        RETRY;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What became of it.
     *
     * @param retried dead letters that were done again
     * @param remaining those of them that are dead still
     * @param reason why something remains, or why nothing was done
     */
    public record Answer(int retried, int remaining, String reason) {
        public static final Answer DONE = new Answer(0, 0, "");
    }
}
