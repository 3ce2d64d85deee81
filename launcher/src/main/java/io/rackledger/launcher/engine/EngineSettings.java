package io.rackledger.launcher.engine;

import io.rackledger.bmc.BmcSettings;
import io.rackledger.boot.BootSettings;
import io.rackledger.command.settings.CommandSettings;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.query.QuerySideSettings;
import java.nio.file.Path;
import java.util.Set;

/**
 * Everything that a process of the engine needs to know.
 *
 * @param dataDir where embedded stores, keys and logs live; made when missing
 * @param api where the REST API listens
 * @param acceptLogLoss whether to go on where the log has lost acknowledged records, as an operator has decided
 */
public record EngineSettings(
        Set<Role> roles,
        Path dataDir,
        Listener api,
        KafkaChoice kafka,
        PostgresChoice postgres,
        BootSettings boot,
        BmcSettings bmc,
        CommandSettings command,
        QuerySideSettings query,
        WaitPolicy policy,
        boolean acceptLogLoss) {
    /** As usual: a log that has lost something is not accepted. */
    public EngineSettings(
            Set<Role> roles,
            Path dataDir,
            Listener api,
            KafkaChoice kafka,
            PostgresChoice postgres,
            BootSettings boot,
            BmcSettings bmc,
            CommandSettings command,
            QuerySideSettings query,
            WaitPolicy policy) {
        this(roles, dataDir, api, kafka, postgres, boot, bmc, command, query, policy, false);
    }

    public EngineSettings {
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a process without a role does nothing; use --roles");
        }
    }

    /** An address to listen on. */
    public record Listener(String address, int port) {}

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** Whether this process can do its work while the log is away: it serves machines, and nobody else. */
    public boolean servesWithoutLog() {
        return has(Role.boot) && !hasApi() && kafka instanceof KafkaChoice.External;
    }

    /** Whether the REST API is served here. */
    public boolean hasApi() {
        return has(Role.command) || has(Role.query);
    }
}
