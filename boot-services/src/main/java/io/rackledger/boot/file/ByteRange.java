package io.rackledger.boot.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Range header asks of a file. RFC 9110 section 14: one range of bytes; any other form is ignored. */
public sealed interface ByteRange {
    /** No range, or a form that is ignored. */
    record Whole() implements ByteRange {}

    /** Bytes {@code first} to {@code last}, both inclusive and within the file. */
    record Part(long first, long last) implements ByteRange {
        public long length() {
            return last - first + 1;
        }
    }

    /** Nothing of it lies in the file: 416. */
    record Unsatisfiable() implements ByteRange {}

    /** The range that a header asks of a file of that size. */
    static ByteRange parse(String header, long size) {
        Matcher form = Forms.ONE_RANGE.matcher(header.strip());
        if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
            return new Whole();
        }
        if (form.group(1).isEmpty()) {
            return suffix(Long.parseLong(form.group(2)), size);
        }
        long first = Long.parseLong(form.group(1));
        long last = form.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(form.group(2));
        if (last < first) {
            return new Whole();
        }
        return first >= size ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1));
    }

    private static ByteRange suffix(long count, long size) {
        return count == 0 || size == 0 ? new Unsatisfiable() : new Part(Math.max(0, size - count), size - 1);
    }

    /** The one form that is understood; 18 digits fit a long. */
    final class Forms {
        private static final Pattern ONE_RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

        private Forms() {}
    }
}
