package io.rackledger.core.identity;

import java.util.regex.Pattern;

/** Place of a record in the node-events topic: partition and offset, written {@code partition:offset}. Comparable within one partition only. */
public record LogPosition(int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,5}:[0-9]{1,18}");

    /** Before any record. */
    public static final LogPosition START = new LogPosition(0, -1);

    public LogPosition {
        if (partition < 0 || offset < -1) {
            throw new IllegalArgumentException("log position " + partition + ":" + offset + " is out of range");
        }
    }

    /** Parses {@code partition:offset}. */
    public static LogPosition parse(String text) {
        Text.require(FORM.matcher(text).matches(), "log position", text, "partition:offset such as 3:1207");
        int colon = text.indexOf(':');
        return new LogPosition(Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
