package io.rackledger.boot.seed;

import io.rackledger.boot.token.Grant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The step runner with its places filled in. */
public final class RunnerScript {
    private final ScriptTemplate template = ScriptTemplate.find("runner.sh")
            .orElseThrow(() -> new IllegalStateException("this program lacks its runner.sh; build it anew"));
    private final MachineAddresses addresses;
    private final Duration heartbeat;

    /** @param heartbeat how often the runner gives a sign of life, whole seconds */
    public RunnerScript(MachineAddresses addresses, Duration heartbeat) {
        this.addresses = addresses;
        this.heartbeat = heartbeat;
    }

    public byte[] bytes(Grant.Current grant) {
        Map<String, String> values = Map.of(
                "RUN_URL", addresses.runOf(grant.token()).value(),
                "HEARTBEAT_SECONDS", Long.toString(Math.max(1, heartbeat.toSeconds())));
        return template.filled(values).getBytes(StandardCharsets.UTF_8);
    }
}
