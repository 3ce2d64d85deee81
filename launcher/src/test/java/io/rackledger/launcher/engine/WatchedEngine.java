package io.rackledger.launcher.engine;

import io.rackledger.bmc.BmcSettings;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.credential.CredentialStore;
import io.rackledger.bmc.event.EventKey;
import io.rackledger.bmc.event.EventSettings;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.boot.BootSettings;
import io.rackledger.command.settings.CommandSettings;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.eventlog.embedded.EmbeddedKafka;
import io.rackledger.query.QuerySideSettings;
import io.rackledger.query.store.EmbeddedPostgres;
import io.rackledger.query.store.PostgresAddress;
import io.rackledger.query.store.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** An engine with all roles over a broker and a database that the test may take away and bring back. */
final class WatchedEngine implements AutoCloseable {
    static final Credential ACCOUNT = new Credential("admin", "secret");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final int kafkaPort = freePort();
    private final int postgresPort = freePort();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> early = new CopyOnWriteArrayList<>();
    private EmbeddedKafka kafka;
    private EmbeddedPostgres postgres;
    private Engine engine;

    private WatchedEngine(Path folder) {
        this.folder = folder;
    }

    static WatchedEngine start(Path folder) throws IOException {
        WatchedEngine watched = new WatchedEngine(folder);
        watched.startBroker();
        watched.startDatabase();
        watched.startEngine(UnaryOperator.identity());
        return watched;
    }

    /** With other settings of the BMC adapter. */
    static WatchedEngine start(Path folder, UnaryOperator<BmcSettings> bmc) throws IOException {
        WatchedEngine watched = new WatchedEngine(folder);
        watched.startBroker();
        watched.startDatabase();
        watched.startEngine(bmc);
        return watched;
    }

    /**
     * How events of Redfish BMCs are received, on any free port of the loopback address.
     *
     * @param interval between two looks at a subscription
     */
    static EventSettings events(Path data, Duration interval) {
        try {
            URI url = URI.create("http://127.0.0.1:0");
            return new EventSettings(url, "127.0.0.1", Optional.empty(), EventKey.of(data), interval);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startEngine(UnaryOperator<BmcSettings> bmc) {
        int port = freePort();
        engine = Engine.start(
                settings(
                        folder.resolve("engine"),
                        EnumSet.allOf(Role.class),
                        port,
                        kafka(),
                        new PostgresChoice.External(postgres.address()),
                        bmc.apply(bmc())),
                words -> early.add(words + " -> " + startup(port)),
                Clock.systemUTC());
    }

    /** What the probe of the start said at each step, before the engine had started. */
    List<String> early() {
        return early;
    }

    private String startup(int port) {
        try {
            HttpResponse<String> answer = getUrl("http://127.0.0.1:" + port + "/startupz");
            return answer.statusCode() + " " + answer.body();
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }

    static EngineSettings settings(Path data, Set<Role> roles, int port, KafkaChoice kafka, PostgresChoice postgres) {
        return settings(data, roles, port, kafka, postgres, bmc());
    }

    private static BmcSettings bmc() {
        Duration moment = Duration.ofMillis(50);
        return new BmcSettings(
                "bmc-adapter",
                _ -> Optional.of(ACCOUNT),
                CredentialStore.none(),
                Optional.empty(),
                4,
                new PowerPace(moment, Duration.ofSeconds(1), Duration.ofSeconds(1), moment),
                Optional.empty());
    }

    private static EngineSettings settings(
            Path data, Set<Role> roles, int port, KafkaChoice kafka, PostgresChoice postgres, BmcSettings bmc) {
        return new EngineSettings(
                roles,
                data,
                new EngineSettings.Listener("127.0.0.1", port),
                kafka,
                postgres,
                BootSettings.onLoopback(data.resolve("files"), data.resolve("boot")),
                bmc,
                CommandSettings.standard(),
                QuerySideSettings.standard(),
                WaitPolicy.standard());
    }

    PostgresAddress database() {
        return postgres.address();
    }

    void startBroker() throws IOException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafkaPort);
    }

    void stopBroker() {
        kafka.close();
    }

    void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.start(
                PostgresSettings.in(folder.resolve("postgres")).onPort(postgresPort));
    }

    void stopDatabase() {
        postgres.close();
    }

    KafkaChoice kafka() {
        return new KafkaChoice.External("127.0.0.1:" + kafkaPort, Map.of(), 1);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String url(String path) {
        return engine.apiUrl() + path;
    }

    int bootPort() {
        return engine.bootPort();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return getUrl(url(path));
    }

    HttpResponse<String> getUrl(String url) throws IOException, InterruptedException {
        return client.send(request(url).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    /** @param headers names and values by turns */
    HttpResponse<String> send(String method, String path, String json, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(url(path)).header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(
                request.method(method, HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    }

    /** Lines of the scrape. */
    List<String> scrape() throws IOException, InterruptedException {
        return get("/metrics").body().lines().toList();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
        postgres.close();
        kafka.close();
        client.close();
    }
}
