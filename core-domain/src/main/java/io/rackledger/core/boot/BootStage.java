package io.rackledger.core.boot;

/** Which system of an attempt speaks: the one in memory that we booted over the network, or the one on its disk. */
public enum BootStage {
    EPHEMERAL("ephemeral"),
    INSTALLED("installed");

    private final String wireName;

    BootStage(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
