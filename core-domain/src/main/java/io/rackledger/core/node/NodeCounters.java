package io.rackledger.core.node;

/** How many attempts, waits and power requests the node has had; numbers of the next ones follow. */
public record NodeCounters(long attempts, long waits, long powerRequests) {
    public static final NodeCounters ZERO = new NodeCounters(0, 0, 0);
}
