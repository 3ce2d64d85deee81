package io.rackledger.core.door;

/** The topics that can be followed. Partition n of one carries the same keys as partition n of the other. */
public enum LogTopic {
    NODE_EVENTS,
    SIGNALS
}
