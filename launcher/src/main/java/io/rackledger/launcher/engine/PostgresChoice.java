package io.rackledger.launcher.engine;

import io.rackledger.query.store.PostgresAddress;

/** Which PostgreSQL holds the projections. */
public sealed interface PostgresChoice {
    /** A server of our own on this port of the loopback. */
    record Embedded(int port) implements PostgresChoice {}

    /** One that somebody runs. */
    record External(PostgresAddress address) implements PostgresChoice {}
}
