package io.rackledger.e2e.fault;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Makes nodes wait: each has a management controller that nobody speaks to, so that its wait can only run out. */
final class Waiting implements AutoCloseable {
    private final HttpClient http = Client.http();
    private final CountDownLatch giveUp = new CountDownLatch(1);
    private final Client client;
    private final List<EngineNode> engines;
    private final History history;
    private final SplittableRandom chance;
    private final String run;
    private final List<String> nodes = new ArrayList<>();

    /** @param run unique prefix of names within this history */
    Waiting(String run, List<EngineNode> engines, History history, long seed) {
        this.run = run;
        this.engines = engines;
        this.history = history;
        this.chance = new SplittableRandom(seed);
        this.client = new Client(run, http, engines, history, chance.split(), giveUp);
    }

    /** So many more nodes that wait from now on. */
    void more(int count) {
        for (int i = 0; i < count; i++) {
            begin(client, enroll());
        }
    }

    /** The same, and their waits begin as close together as the engines allow. */
    void together(int count) {
        List<String> known = Stream.generate(this::enroll).limit(count).toList();
        List<CompletableFuture<Void>> begun = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String node : known) {
                Client own = new Client(run + "-" + node, http, engines, history, chance.split(), giveUp);
                begun.add(CompletableFuture.runAsync(() -> begin(own, node), threads));
            }
        }
        begun.forEach(CompletableFuture::join);
    }

    /** Lets the time pass, unless all ends. */
    void pass(Duration time) {
        try {
            if (giveUp.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("it has ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String enroll() {
        String name = run + "-" + nodes.size();
        String bmc = "redfish+http://127.0.0.1:1/redfish/v1/Systems/" + name;
        Call made = client.command("enroll", "POST", "/nodes", Map.of("name", name, "bmc", bmc));
        require(made);
        nodes.add(made.node());
        return made.node();
    }

    private static void begin(Client client, String node) {
        require(client.command("manage", "POST", "/nodes/" + node + "/actions/manage", Map.of()));
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
