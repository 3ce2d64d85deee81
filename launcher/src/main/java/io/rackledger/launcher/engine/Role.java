package io.rackledger.launcher.engine;

/** What a process of the engine does. Several processes may share the roles of one engine. */
public enum Role {
    /** Takes commands, decides, runs the process managers. */
    command,
    /** Projects the log into PostgreSQL and answers questions. */
    query,
    /** Serves booting machines. */
    boot,
    /** Speaks to BMCs. */
    bmc
}
