package io.rackledger.core.node;

/** What a hold forbids. */
public enum HoldScope {
    /** No new instance is placed on the node. */
    NO_SCHEDULING,
    /** Only looking, releasing, undeploy, inspect, manage, abort and power are allowed. */
    NO_OPERATIONS
}
