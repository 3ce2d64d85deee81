package io.rackledger.eventlog.codec;

/**
 * A kind of event as the wire knows it. The name outlives every renaming of the Java type.
 *
 * @param name without organisation and version, for example {@code node.enrolled}
 * @param version from 1; raised when an old reader could no longer read the data
 */
record WireType<T>(String name, int version, Class<? extends T> javaType) {
    static final String ORGANISATION = "io.rackledger.";

    /** The CloudEvents type: {@code io.rackledger.node.enrolled.v1}. */
    String wireName() {
        return ORGANISATION + name + ".v" + version;
    }

    /** Its golden file and upcasters go by this. */
    String unversioned() {
        return ORGANISATION + name;
    }
}
