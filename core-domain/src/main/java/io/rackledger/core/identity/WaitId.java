package io.rackledger.core.identity;

/** A wait of a node, numbered from 1 over the node's life. Naming the wait in an expiry or a report is what makes a late one harmless. */
public record WaitId(long number) {
    public WaitId {
        if (number < 1) {
            throw new IllegalArgumentException("WaitId starts at 1, not " + number);
        }
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
