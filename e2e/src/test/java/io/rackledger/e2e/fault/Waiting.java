package io.rackledger.e2e.fault;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/** Makes nodes wait: each has a management controller that nobody speaks to, so that its wait can only run out. */
final class Waiting implements AutoCloseable {
    private final HttpClient http = Client.http();
    private final CountDownLatch giveUp = new CountDownLatch(1);
    private final Client client;
    private final String run;
    private final List<String> nodes = new ArrayList<>();

    /** @param run unique prefix of names within this history */
    Waiting(String run, List<EngineNode> engines, History history, long seed) {
        this.run = run;
        this.client = new Client(run, http, engines, history, new SplittableRandom(seed), giveUp);
    }

    /** So many more nodes that wait from now on. */
    void more(int count) {
        for (int i = 0; i < count; i++) {
            String name = run + "-" + nodes.size();
            String bmc = "redfish+http://127.0.0.1:1/redfish/v1/Systems/" + name;
            Call made = client.command("enroll", "POST", "/nodes", Map.of("name", name, "bmc", bmc));
            require(made);
            require(client.command("manage", "POST", "/nodes/" + made.node() + "/actions/manage", Map.of()));
            nodes.add(made.node());
        }
    }

    private static void require(Call call) {
        if (!call.acknowledged()) {
            throw new IllegalStateException("no node waits: " + call.json());
        }
    }

    List<String> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public void close() {
        giveUp.countDown();
        http.shutdownNow();
    }
}
