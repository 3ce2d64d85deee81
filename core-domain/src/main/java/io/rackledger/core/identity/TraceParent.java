package io.rackledger.core.identity;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A place in a trace, as W3C Trace Context writes it: {@code 00-<trace id>-<span id>-<flags>}. A span of ours is named by what it is
 * about, so that a second instance, a restart or a retry speaks of the same span.
 */
public record TraceParent(String value) {
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);
    private static final int LENGTH = 55;
    private static final int SPAN_BYTES = 8;

    public TraceParent {
        Text.require(valid(value), "traceparent", value, "00-<32 hex digits>-<16 hex digits>-<2 hex digits>");
    }

    /** Begins a trace that is recorded. The numbers must be random. */
    public static TraceParent begin(long high, long low, long span) {
        HexFormat hex = HexFormat.of();
        // An id of zeros only is invalid; one bit of chance less does no harm.
        return new TraceParent(
                "00-" + hex.toHexDigits(high) + hex.toHexDigits(low | 1) + "-" + hex.toHexDigits(span | 1) + "-01");
    }

    /** What a header or a record says; empty where that is nothing, or not in the form. */
    public static Optional<TraceParent> parse(String text) {
        return valid(text) ? Optional.of(new TraceParent(text)) : Optional.empty();
    }

    private static boolean valid(String text) {
        return text.length() == LENGTH
                && text.startsWith("00-")
                && text.charAt(35) == '-'
                && text.charAt(52) == '-'
                && Text.isHex(text, 3, 35)
                && Text.isHex(text, 36, 52)
                && Text.isHex(text, 53, LENGTH)
                && !text.startsWith(NO_TRACE, 3)
                && !text.startsWith(NO_SPAN, 36);
    }

    /** A new span in the same trace, named by what it is about. */
    public TraceParent child(String about) {
        byte[] digest = Digest.sha256().digest((value + "\n" + about).getBytes(StandardCharsets.UTF_8));
        // Never zeros only.
        digest[0] |= 1;
        return new TraceParent(
                "00-" + traceId() + "-" + HexFormat.of().formatHex(digest, 0, SPAN_BYTES) + value.substring(52));
    }

    /** 32 hex digits that all spans of the trace share. */
    public String traceId() {
        return value.substring(3, 35);
    }

    @Override
    public String toString() {
        return value;
    }
}
