package io.rackledger.e2e.fault;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;

/**
 * Clients that write without a pause: most place a hold on a node that all share and take it away again, some make new nodes known, and
 * some fight for a name that only one can get.
 */
final class Load implements AutoCloseable {
    private static final Duration TO_FINISH = Duration.ofSeconds(60);
    private static final int RIVAL_NAMES = 40;

    private final HttpClient http = Client.http();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch enough = new CountDownLatch(1);
    private final CountDownLatch giveUp = new CountDownLatch(1);
    private final List<Future<?>> clients = new ArrayList<>();
    private final List<String> nodes = new CopyOnWriteArrayList<>();
    private final History history;

    private Load(History history) {
        this.history = history;
    }

    /**
     * Makes the shared nodes known and lets the clients loose.
     *
     * @param run unique prefix of client names within this history
     * @param shared nodes that all clients write to
     */
    static Load start(String run, Installation at, List<EngineNode> instances, int clients, int shared, long seed) {
        Load load = new Load(at.history());
        try {
            SplittableRandom seeds = new SplittableRandom(seed);
            Client first = new Client(run + "-setup", load.http, instances, at.history(), seeds.split(), load.giveUp);
            for (int i = 0; i < shared; i++) {
                Call made = first.command("enroll", "POST", "/nodes", Map.of("name", run + "-shared-" + i));
                if (!made.acknowledged()) {
                    throw new IllegalStateException("the load cannot begin: " + made);
                }
                load.nodes.add(made.node());
            }
            for (int i = 0; i < clients; i++) {
                RandomGenerator chance = seeds.split();
                Client client = new Client(run + "-c" + i, load.http, instances, at.history(), chance, load.giveUp);
                load.clients.add(load.threads.submit(() -> load.live(client, run, chance)));
            }
            return load;
        } catch (RuntimeException e) {
            load.close();
            throw e;
        }
    }

    private void live(Client client, String run, RandomGenerator chance) {
        for (int turn = 0; enough.getCount() > 0; turn++) {
            int dice = chance.nextInt(100);
            if (dice < 3) {
                client.command("enroll", "POST", "/nodes", Map.of("name", client.name() + "-n" + turn));
            } else if (dice < 6) {
                String name = run + "-rival-" + chance.nextInt(RIVAL_NAMES);
                client.command("rival", "POST", "/nodes", Map.of("name", name));
            } else {
                hold(client, nodes.get(chance.nextInt(nodes.size())), client.name() + "-h" + turn);
            }
        }
    }

    private void hold(Client client, String node, String hold) {
        String path = "/nodes/" + node + "/holds";
        Call placed = client.command("hold", "POST", path, Map.of("id", hold, "reason", "load of the fault kit"));
        if (placed.acknowledged()) {
            client.command("release", "DELETE", path + "/" + hold, Map.of());
        }
    }

    /** Waits until so many more commands are acknowledged; fails where that takes too long. */
    void awaitMore(long commands, Duration patience) {
        long until = history.acknowledged() + commands;
        Awaitility.await(commands + " more acknowledged commands")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> history.acknowledged() >= until);
    }

    /** Lets time go by under load. */
    void go(Duration time) {
        try {
            if (enough.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the load has ended already");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Each client finishes the command that it is at; then all have ended. */
    void finish() {
        enough.countDown();
        try {
            for (Future<?> client : clients) {
                client.get(TO_FINISH.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a client did not come to its end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** One of the shared nodes. */
    Optional<String> anyNode() {
        return nodes.stream().findFirst();
    }

    @Override
    public void close() {
        enough.countDown();
        giveUp.countDown();
        threads.shutdownNow();
        http.shutdownNow();
    }
}
