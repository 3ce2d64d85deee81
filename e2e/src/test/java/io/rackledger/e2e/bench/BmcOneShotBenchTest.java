package io.rackledger.e2e.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rackledger.bmc.client.IpmiClient;
import io.rackledger.bmc.client.IpmiException;
import io.rackledger.bmc.client.IpmiSession;
import io.rackledger.bmc.client.IpmiTarget;
import io.rackledger.bmc.ipmi.ChassisStatus;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.Privilege;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One power state of one BMC after another: log in, ask, log out; eight at a time, ours beside ipmitool and ipmipower, one after the other. */
@Tag("bench")
final class BmcOneShotBenchTest {
    private static final int BMCS = 400;
    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 3;
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    /** What one client did in its rounds: operations a second, and milliseconds of processor time for each. */
    private record Client(String name, List<Double> rates, List<Double> costs) {
        Client(String name) {
            this(name, new ArrayList<>(), new ArrayList<>());
        }

        double rate() {
            return Spread.of(rates).median();
        }

        double cost() {
            return Spread.of(costs).median();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.0f/s at %.2f ms of processor time each", name, rate(), cost());
        }
    }

    /** Does so much, and returns how many operations that were. */
    @FunctionalInterface
    private interface Load {
        long run(long untilNanos) throws Exception;
    }

    @Test
    void asksBesideIpmitoolAndIpmipower() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/ipmitool")) && Files.isExecutable(Path.of("/usr/sbin/ipmipower")),
                "SKIPPED: no clients of others; apt-get install ipmitool freeipmi-tools");
        try (BmcHall _ = BmcHall.start(folder, BMCS);
                IpmiClient client = new IpmiClient();
                Figures figures = Figures.of(BmcOneShotBenchTest.class)) {
            Client ipmitool = measured(new Client("ipmitool"), 1, until -> together(until, this::byIpmitool));
            Client ipmipower = measured(new Client("ipmipower"), 1, this::byIpmipower);
            Client ours = measured(new Client("rackledger"), 3, until -> together(until, n -> byOurs(client, n)));
            String how = "Suite 17, " + AT_ONCE + " BMCs at a time (ipmipower: -F " + AT_ONCE
                    + ", all in one process), " + BMCS + " simulated BMCs in another process, " + ROUNDS
                    + " rounds of " + ROUND.toSeconds() + " s after a warm-up: " + ours + "; " + ipmitool + "; "
                    + ipmipower + ".";
            figures.add(row("rate", "power states asked, log-in and log-out each time", "states/s", ours.rates())
                    .beside("ipmipower", ipmipower.rate())
                    .aimingAtLeast(1_000)
                    .because("The simulated BMCs share the cores, and answer each login with as much cryptography.")
                    .measuredBy(how));
            figures.add(row("rate-ipmitool", "the same", "states/s", ours.rates())
                    .beside("ipmitool, a process each", ipmitool.rate())
                    .aimingAtLeast(ipmitool.rate())
                    .because("Each of ipmitool's operations begins a process.")
                    .measuredBy(how));
            figures.add(row("cpu", "the client's processor time for one", "ms", ours.costs())
                    .beside("ipmipower", ipmipower.cost())
                    .aimingAtMost(ipmipower.cost())
                    .because("Two codes of each packet and two hand-overs between threads make up most of it.")
                    .measuredBy(how));
            figures.add(row("cpu-ipmitool", "the same", "ms", ours.costs())
                    .beside("ipmitool, a process each", ipmitool.cost())
                    .aimingAtMost(ipmitool.cost())
                    .because("Each of ipmitool's operations begins a process.")
                    .measuredBy(how));
        }
    }

    private static Figure row(String id, String what, String unit, List<Double> rounds) {
        return Figure.of(id, what, unit, Spread.of(rounds));
    }

    private static Client measured(Client client, int warmUps, Load load) throws Exception {
        for (int i = -warmUps; i < ROUNDS; i++) {
            double before = cpuSeconds();
            long began = System.nanoTime();
            long done = load.run(began + ROUND.toNanos());
            double seconds = (System.nanoTime() - began) / 1e9;
            if (i >= 0) {
                client.rates().add(done / seconds);
                client.costs().add((cpuSeconds() - before) * 1e3 / done);
            }
        }
        System.out.println("ROUNDS " + client);
        return client;
    }

    /** Of this process and of its children that have ended. */
    private static double cpuSeconds() throws IOException {
        String[] fields = Files.readString(Path.of("/proc/self/stat"))
                .replaceFirst("^.*\\) ", "")
                .split(" ");
        long ticks = IntStream.range(11, 15)
                .mapToLong(i -> Long.parseLong(fields[i]))
                .sum();
        return ticks / 100.0;
    }

    /** One operation at one BMC. */
    @FunctionalInterface
    private interface Operation {
        void at(int bmc) throws Exception;
    }

    /** Each of the callers has BMCs of its own, one after the other. */
    private static long together(long untilNanos, Operation operation) throws InterruptedException, ExecutionException {
        List<Callable<Long>> callers = new ArrayList<>();
        for (int caller = 0; caller < AT_ONCE; caller++) {
            int first = caller;
            callers.add(() -> {
                long done = 0;
                for (int bmc = first; System.nanoTime() < untilNanos; bmc = (bmc + AT_ONCE) % BMCS) {
                    operation.at(bmc);
                    done++;
                }
                return done;
            });
        }
        long all = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> each : threads.invokeAll(callers)) {
                all += each.get();
            }
        }
        return all;
    }

    private void byOurs(IpmiClient client, int bmc) throws IpmiException {
        IpmiTarget target = new IpmiTarget(
                BmcHall.address(bmc), Account.of(BmcHall.USER, BmcHall.PASSWORD), Privilege.ADMINISTRATOR);
        try (IpmiSession session = client.open(target, PATIENCE)) {
            if (session.send(ChassisStatus.get(), PATIENCE).on()) {
                throw new IllegalStateException("a machine is on that nobody switched on");
            }
        }
    }

    private void byIpmitool(int bmc) throws IOException, InterruptedException {
        requireOff(1, BmcHall.ipmitool(bmc));
    }

    private long byIpmipower(long untilNanos) throws IOException, InterruptedException {
        String hosts = IntStream.range(0, BMCS).mapToObj(BmcHall::authority).collect(Collectors.joining(","));
        long done = 0;
        while (System.nanoTime() < untilNanos) {
            requireOff(
                    BMCS,
                    List.of(
                            "ipmipower",
                            "-D",
                            "LAN_2_0",
                            "-I",
                            "17",
                            "-F",
                            Integer.toString(AT_ONCE),
                            "-h",
                            hosts,
                            "-u",
                            BmcHall.USER,
                            "-p",
                            BmcHall.PASSWORD,
                            "--stat"));
            done += BMCS;
        }
        return done;
    }

    private void requireOff(int machines, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "said", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        String said = Files.readString(out);
        Files.delete(out);
        long off = said.lines().filter(line -> line.endsWith("off")).count();
        if (!ended || off != machines) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    command.getFirst() + " told " + off + " of " + machines + " machines off: " + said);
        }
    }
}
