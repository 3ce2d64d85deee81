package io.rackledger.core.identity;

/** Identity that the caller gives a command (Idempotency-Key): a repeat with the same id gets the first answer. */
public record CommandId(String value) {
    private static final int LONGEST = 128;

    public CommandId {
        Text.require(
                Text.isVisible(value, LONGEST),
                "command id",
                value,
                "1 to 128 printable ASCII characters without spaces");
    }

    @Override
    public String toString() {
        return value;
    }
}
