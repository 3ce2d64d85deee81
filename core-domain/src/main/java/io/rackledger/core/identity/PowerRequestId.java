package io.rackledger.core.identity;

/** A power request of a node, numbered from 1 over the node's life. The effector's report names it. */
public record PowerRequestId(long number) {
    public PowerRequestId {
        if (number < 1) {
            throw new IllegalArgumentException("PowerRequestId starts at 1, not " + number);
        }
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
