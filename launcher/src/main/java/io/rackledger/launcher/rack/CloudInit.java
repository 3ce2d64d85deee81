package io.rackledger.launcher.rack;

import io.rackledger.launcher.rack.MachineHttp.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * cloud-init 22.4.2 as a server sees it: reports by webhook in the order of its stages, the NoCloud-net seed in the order meta-data,
 * user-data, vendor-data, then the user's scripts. Top-level starts are never sent, as in the real one.
 */
final class CloudInit {
    private static final String AGENT = "Cloud-Init/22.4.2";
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int SEED_TRIES = 11;
    private static final int REPORT_TRIES = 3;

    private final MachineHttp http;
    private final PowerCord cord;
    private final Clock clock;
    private final Rhythm rhythm;
    private Optional<String> hook;

    /** @param hook where it reports from its first stage on; empty until user data names one */
    CloudInit(MachineHttp http, PowerCord cord, Clock clock, Rhythm rhythm, Optional<String> hook) {
        this.http = http;
        this.cord = cord;
        this.clock = clock;
        this.rhythm = rhythm;
        this.hook = hook;
    }

    /** Runs the scripts of the user data. */
    interface Scripts {
        /** True where all of them exited with 0. */
        boolean run(UserDataText userData) throws PowerLost;
    }

    /** A first boot of an instance; true where all went well. */
    boolean firstBoot(String seed, Scripts scripts) throws PowerLost {
        step("init-local/check-cache", "no cache found");
        finish("init-local", "searching for local datasources", true);
        step("init-network/check-cache", "no cache found");
        start("init-network/search-NoCloudNet", "searching for network data from DataSourceNoCloudNet");
        Optional<UserDataText> userData = seed(seed);
        if (userData.isEmpty()) {
            finish("init-network/search-NoCloudNet", "no network data found from DataSourceNoCloudNet", true);
            finish("init-network", "searching for network datasources", true);
            return false;
        }
        hook = hook.or(userData.get()::hook);
        finish("init-network/search-NoCloudNet", "found network data from DataSourceNoCloudNet", true);
        step("init-network/consume-user-data", "reading and applying user-data");
        step("init-network/consume-vendor-data", "reading and applying vendor-data");
        finish("init-network", "searching for network datasources", true);
        finish("modules-config", "running modules for config", true);
        start("modules-final/config-scripts-user", "running config-scripts-user with frequency once-per-instance");
        boolean good = scripts.run(userData.get());
        finish("modules-final/config-scripts-user", "config-scripts-user ran", good);
        finish("modules-final", "running modules for final", good);
        return good;
    }

    /** A later boot of the same instance: nothing is fetched or run again. */
    void laterBoot() throws PowerLost {
        step("init-local/check-cache", "restored from cache with run check: DataSourceNoCloudNet");
        finish("init-network", "searching for network datasources", true);
        finish("modules-final", "running modules for final", true);
    }

    private Optional<UserDataText> seed(String seed) throws PowerLost {
        Optional<Reply> metaData = fetch(seed + "meta-data");
        Optional<Reply> userData = metaData.isEmpty() ? Optional.empty() : fetch(seed + "user-data");
        if (userData.isPresent()) {
            fetch(seed + "vendor-data");
        }
        return userData.map(Reply::body).map(UserDataText::of);
    }

    private Optional<Reply> fetch(String url) throws PowerLost {
        for (int i = 0; i < SEED_TRIES; i++) {
            Reply reply = http.get(url, AGENT, cord);
            if (reply.good()) {
                return Optional.of(reply);
            }
            cord.spend(BETWEEN_TRIES);
        }
        return Optional.empty();
    }

    private void step(String name, String description) throws PowerLost {
        start(name, description);
        rhythm.spend(cord, Duration.ofMillis(30));
        finish(name, description, true);
    }

    private void start(String name, String description) throws PowerLost {
        report(name, description, "start", List.of());
    }

    private void finish(String name, String description, boolean good) throws PowerLost {
        report(name, description, "finish", List.of(good ? "SUCCESS" : "FAIL"));
    }

    private void report(String name, String description, String type, List<String> result) throws PowerLost {
        if (hook.isEmpty()) {
            return;
        }
        ObjectNode event = JsonMapper.shared()
                .createObjectNode()
                .put("name", name)
                .put("description", description)
                .put("event_type", type)
                .put("origin", "cloudinit")
                .put("timestamp", clock.millis() / 1000.0);
        result.forEach(each -> event.put("result", each));
        byte[] body = event.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0;
                i < REPORT_TRIES && !http.post(hook.get(), "", body, cord).good();
                i++) {
            cord.spend(BETWEEN_TRIES);
        }
    }
}
