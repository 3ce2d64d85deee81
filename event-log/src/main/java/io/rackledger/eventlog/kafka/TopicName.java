package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.LogTopic;

/** The topics of the log. The name on the broker is the prefix and this one. */
enum TopicName {
    NODE_EVENTS("node-events"),
    CLAIMS("claims"),
    SIGNALS("signals"),
    BOOT_PLANS("boot-plans"),
    DOCUMENTS("documents"),
    SNAPSHOTS("snapshots");

    private final String suffix;

    TopicName(String suffix) {
        this.suffix = suffix;
    }

    /** The name without the prefix. */
    String suffix() {
        return suffix;
    }

    /** Whether all that it holds can be made again from the other topics, by whoever folds them. */
    boolean derived() {
        return this == SNAPSHOTS;
    }

    String in(LogSettings settings) {
        return settings.access().prefix() + suffix;
    }

    static TopicName of(LogTopic topic) {
        return switch (topic) {
            case NODE_EVENTS -> NODE_EVENTS;
            case SIGNALS -> SIGNALS;
        };
    }
}
