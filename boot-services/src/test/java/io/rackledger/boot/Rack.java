package io.rackledger.boot;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.InstanceInfo;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.eventlog.memory.InMemoryLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A boot server on the loopback address over the log's twin in memory, with one node and a client. */
final class Rack implements AutoCloseable {
    static final NodeId NODE = NodeId.parse("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");
    static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56");
    static final AttemptId ATTEMPT = AttemptId.of(NODE, 4);
    static final byte[] KERNEL = "kernel bytes ".repeat(1000).getBytes(StandardCharsets.UTF_8);

    private static final List<Step> STEPS = List.of(
            new Step("inventory", "", Duration.ofMinutes(5), true),
            new Step("look", "echo hello\n", Duration.ofSeconds(90), false),
            new Step("write-image", "", Duration.ofMinutes(60), true));
    private static final Pattern TOKEN = Pattern.compile("/hook/([a-z2-7]{32})'");

    final InMemoryLog log = new InMemoryLog();
    final RecordingSignals signals = new RecordingSignals(log.signals());
    final BootServices services;
    final Path files;
    final Path data;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private long sequence = 10;

    Rack(Path directory) throws IOException {
        this(directory, UnaryOperator.identity());
    }

    Rack(Path directory, UnaryOperator<BootSettings> change) throws IOException {
        files = Files.createDirectories(directory.resolve("files"));
        data = directory.resolve("data");
        Files.write(files.resolve("vmlinuz"), KERNEL);
        Files.writeString(files.resolve("initrd.img"), "initrd");
        Files.writeString(files.resolve("debian-12.raw"), "image");
        BootSettings settings = change.apply(BootSettings.onLoopback(files, data)
                .withTimes(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMillis(700)));
        services = BootServices.start(settings, log.bootPlans(), signals, log.documents(), Clock.systemUTC());
    }

    /** Publishes a plan of the node for its MAC address. */
    void plan(BootPlanKind kind, BootStage stage, Optional<AttemptId> attempt, Optional<Digest> userData) {
        plan(kind, stage, attempt, userData, STEPS, false);
    }

    /** Publishes a plan to inspect the node with these steps. */
    void planSteps(List<Step> steps) {
        plan(BootPlanKind.INSPECT, BootStage.EPHEMERAL, Optional.of(ATTEMPT), Optional.empty(), steps, false);
    }

    /** Publishes a plan of a node that an operator holds, or lets go. */
    void planHeld(boolean held) {
        plan(BootPlanKind.CLEAN, BootStage.EPHEMERAL, Optional.of(ATTEMPT), Optional.empty(), STEPS, held);
    }

    private void plan(
            BootPlanKind kind,
            BootStage stage,
            Optional<AttemptId> attempt,
            Optional<Digest> userData,
            List<Step> steps,
            boolean held) {
        Optional<InstanceInfo> instance =
                Optional.of(new InstanceInfo("web-1", "debian-12.raw", Optional.empty(), userData, 0));
        BootPlan plan = new BootPlan(
                NODE,
                "web-1",
                new TreeSet<>(List.of(MAC)),
                kind,
                attempt,
                attempt.map(_ -> new WaitId(7)),
                stage,
                userData,
                instance,
                steps,
                held,
                3,
                Optional.empty(),
                sequence++);
        log.bootPlanLog().publish(plan).join();
    }

    void planInspection() {
        plan(BootPlanKind.INSPECT, BootStage.EPHEMERAL, Optional.of(ATTEMPT), Optional.empty());
    }

    /** The token of the system in memory, as the machine learns it: from its boot script. */
    String ephemeralToken() {
        Matcher matcher = TOKEN.matcher(get("/boot/" + MAC).body());
        if (!matcher.find()) {
            throw new IllegalStateException("the boot script names no token");
        }
        return matcher.group(1);
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + services.port() + path);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> post(String path, byte[] body, String... headers) {
        return send(
                request(path, headers).POST(BodyPublishers.ofByteArray(body)).build());
    }

    HttpResponse<String> send(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()).build());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static SignalSubject subject(AttemptId attempt, BootStage stage) {
        return new SignalSubject.OfNode(NODE, Optional.of(attempt), Optional.of(stage));
    }

    @Override
    public void close() {
        client.close();
        services.close();
    }
}
