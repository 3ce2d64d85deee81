package io.rackledger.e2e.cloudinit;

import io.rackledger.core.identity.Digest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program that runs inside the namespace: engine, rack, machines, scenarios; writes one line of JSON per scenario.
 * Arguments: directory of the scripts, working directory, file for the results.
 */
final class ScenarioRun {
    private static final int AT_ONCE = 4;
    private static final int FIRST_ADDRESS = 10;

    private ScenarioRun() {}

    public static void main(String[] arguments) throws Exception {
        Path scripts = Path.of(arguments[0]);
        Path work = Path.of(arguments[1]);
        Map<String, String> image = files(work.resolve("files"));
        try (Rack rack = new Rack(scripts, work.resolve("lab"));
                EngineProcess engine = EngineProcess.start(work, List.of(), options(work));
                EngineClient client = new EngineClient("http://127.0.0.1:8480");
                BrokenMetadataHost broken = new BrokenMetadataHost(
                        new InetSocketAddress(Rack.METADATA, Scenarios.BROKEN_HOST_PORT),
                        "http://127.0.0.1:" + Rack.BOOT_PORT);
                ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1)) {
            client.awaitReady(engine, Duration.ofSeconds(90));
            List<ScenarioResult> results = playAll(rack, client, broken, image, scheduler);
            Files.write(
                    Path.of(arguments[2]),
                    results.stream()
                            .map(JsonMapper.builder().build()::writeValueAsString)
                            .toList());
        }
    }

    private static List<String> options(Path work) {
        return List.of(
                "--boot-bind=0.0.0.0",
                "--boot-url=http://" + Rack.ENGINE + ":" + Rack.BOOT_PORT,
                "--seed-url=http://" + Rack.METADATA + ":" + Rack.BOOT_PORT,
                "--boot-files=" + work.resolve("files"),
                "--heartbeat=PT3S",
                "--wait-progress=PT40S",
                "--wait-liveness=PT30S",
                "--wait-machine=PT4M",
                "--wait-installed=PT3M",
                "--wait-bmc=PT60S");
    }

    private static List<ScenarioResult> playAll(
            Rack rack,
            EngineClient client,
            BrokenMetadataHost broken,
            Map<String, String> image,
            ScheduledExecutorService scheduler)
            throws InterruptedException, ExecutionException {
        AtomicInteger address = new AtomicInteger(FIRST_ADDRESS);
        List<Future<ScenarioResult>> running = new ArrayList<>();
        try (ExecutorService players = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Scenario scenario : Scenarios.all()) {
                int number = address.getAndIncrement();
                running.add(players.submit(() -> play(scenario, number, rack, client, broken, image, scheduler)));
            }
        }
        List<ScenarioResult> results = new ArrayList<>();
        for (Future<ScenarioResult> each : running) {
            results.add(each.get());
        }
        return results;
    }

    private static ScenarioResult play(
            Scenario scenario,
            int number,
            Rack rack,
            EngineClient client,
            BrokenMetadataHost broken,
            Map<String, String> image,
            ScheduledExecutorService scheduler) {
        try (Machine machine = new Machine(rack, scenario.name(), number, scheduler)) {
            try {
                ScenarioResult result = new ScenarioPlayer(client, broken, image).play(scenario, machine);
                System.out.println(result);
                return result;
            } catch (RuntimeException e) {
                return stopped(scenario, e + "\nconsole:\n" + machine.console());
            }
        } catch (IOException e) {
            return stopped(scenario, e.toString());
        }
    }

    private static ScenarioResult stopped(Scenario scenario, String error) {
        System.out.println(scenario.name() + " stopped: " + error);
        return new ScenarioResult(scenario.name(), "", error, "", "", "", "", "", 0, false, List.of(), 0, "");
    }

    /** Kernel, initrd and image: the machines fetch them, and their namespaces do not need what is in them. */
    private static Map<String, String> files(Path folder) throws IOException {
        Files.createDirectories(folder);
        byte[] bytes = new byte[1 << 20];
        new Random(1).nextBytes(bytes);
        for (String name : List.of("vmlinuz", "initrd.img", "image.raw")) {
            Files.write(folder.resolve(name), bytes);
        }
        return Map.of("image", "image.raw", "imageDigest", Digest.of(bytes).value());
    }
}
