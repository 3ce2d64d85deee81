package io.rackledger.core.identity;

import java.util.UUID;

/** Identity of a node for its whole life: a UUID in canonical lower-case form (RFC 9562). Key of its event stream. */
public record NodeId(String value) implements Comparable<NodeId> {
    public NodeId {
        Text.require(isCanonical(value) || value.equals(canonical(value)), "node id", value, "a lower-case UUID");
    }

    public static NodeId of(UUID uuid) {
        return new NodeId(uuid.toString());
    }

    /** Parses any case; fails with {@link IllegalArgumentException} that names the remedy. */
    public static NodeId parse(String text) {
        return new NodeId(canonical(text));
    }

    /** What every record of the log has; the long way tells what is wrong with anything else. */
    private static boolean isCanonical(String text) {
        return text.length() == 36
                && Text.isHex(text, 0, 8)
                && text.charAt(8) == '-'
                && Text.isHex(text, 9, 13)
                && text.charAt(13) == '-'
                && Text.isHex(text, 14, 18)
                && text.charAt(18) == '-'
                && Text.isHex(text, 19, 23)
                && text.charAt(23) == '-'
                && Text.isHex(text, 24, 36);
    }

    private static String canonical(String text) {
        try {
            String canonical = UUID.fromString(text).toString();
            Text.require(text.length() == canonical.length(), "node id", text, "a UUID of 36 characters");
            return canonical;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "node id '" + Text.shorten(text)
                            + "' is not a UUID; use the form 6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b",
                    e);
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
