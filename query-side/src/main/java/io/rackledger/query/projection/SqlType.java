package io.rackledger.query.projection;

import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.InstantText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The types of columns, with both ways to write a value: as text, and as PostgreSQL's own bytes. Times are kept to the microsecond. */
enum SqlType {
    UUID {
        @Override
        void write(CopyRows out, Object value) {
            out.uuid(value.toString());
        }
    },
    TEXT {
        @Override
        void write(CopyRows out, Object value) {
            out.text(text(value));
        }

        /** PostgreSQL's text cannot hold NUL. */
        @Override
        String text(Object value) {
            String text = value.toString();
            return text.indexOf('\0') < 0 ? text : text.replace('\0', '\ufffd');
        }
    },
    /** JSON that stands in its bytes already, which {@link DocumentJson} has made so that PostgreSQL can hold them. */
    JSON {
        @Override
        void write(CopyRows out, Object value) {
            out.utf8((byte[]) value);
        }

        @Override
        String text(Object value) {
            return new String((byte[]) value, StandardCharsets.UTF_8);
        }

        /** Nobody asks PostgreSQL to take it apart. */
        @Override
        String sql() {
            return TEXT.sql();
        }
    },
    INT {
        @Override
        void write(CopyRows out, Object value) {
            out.int4(((Number) value).intValue());
        }
    },
    BIGINT {
        @Override
        void write(CopyRows out, Object value) {
            out.int8(((Number) value).longValue());
        }
    },
    BOOLEAN {
        @Override
        void write(CopyRows out, Object value) {
            out.bool((Boolean) value);
        }
    },
    TIMESTAMPTZ {
        @Override
        void write(CopyRows out, Object value) {
            out.int8(micros((Instant) value));
        }

        @Override
        String text(Object value) {
            return InstantText.of(((Instant) value).truncatedTo(ChronoUnit.MICROS));
        }
    };

    /** PostgreSQL counts from the year 2000. */
    private static final long EPOCH_SECONDS = 946_684_800L;

    private static final long MICROS = 1_000_000;
    private static final long FARTHEST_SECONDS = Long.MAX_VALUE / MICROS - 1;

    /** The name as SQL has it. */
    String sql() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Writes a value that is there as a field. */
    abstract void write(CopyRows out, Object value);

    /** A value as text that PostgreSQL casts. */
    String text(Object value) {
        return value.toString();
    }

    /** Farther than PostgreSQL's times go it is a number that PostgreSQL refuses as it refuses the text; the ends of its range mean infinity. */
    private static long micros(Instant instant) {
        long seconds = Math.clamp(instant.getEpochSecond() - EPOCH_SECONDS, -FARTHEST_SECONDS, FARTHEST_SECONDS);
        return seconds * MICROS + instant.getNano() / 1_000;
    }
}
