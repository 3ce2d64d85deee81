package io.rackledger.launcher.demo;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.launcher.client.ApiClient;
import io.rackledger.launcher.client.ExitCodes;
import io.rackledger.launcher.client.Output;
import io.rackledger.launcher.engine.Engine;
import io.rackledger.launcher.engine.LogOutput;
import io.rackledger.launcher.engine.StartFailure;
import io.rackledger.launcher.engine.StopSignal;
import io.rackledger.launcher.rack.MachineFault;
import io.rackledger.launcher.rack.SimulatedRack;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code demo}: everything in one program, with a rack of machines that are not there. */
@Command(
        name = "demo",
        description =
                "Runs the engine with a simulated rack of 20 machines, five of them faulty, and tells what happens.",
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
    private static final int PASSWORD_BYTES = 10;
    private static final int USUAL_WIDTH = 110;

    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--once", description = "Ends when every machine is through, instead of serving on.")
    private boolean once;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "json prints the result, and nothing else, on standard output; default ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Kept after the end; must be empty. Default: a temporary one.")
    private @Nullable Path dataDir;

    @Option(names = "--api-port", paramLabel = "PORT", defaultValue = "8480", description = "Default ${DEFAULT-VALUE}.")
    private int apiPort;

    @Option(
            names = "--boot-port",
            paramLabel = "PORT",
            defaultValue = "8481",
            description = "Default ${DEFAULT-VALUE}.")
    private int bootPort;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "19092",
            description = "And the next one for its controller; default ${DEFAULT-VALUE}.")
    private int kafkaPort;

    @Option(
            names = "--postgres-port",
            paramLabel = "PORT",
            defaultValue = "15432",
            description = "Default ${DEFAULT-VALUE}.")
    private int postgresPort;

    public DemoCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Instant start =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        StopSignal stop = StopSignal.install();
        try (DemoDirectory directory = DemoDirectory.of(dataDir)) {
            if (directory.isUsed()) {
                throw new StartFailure(directory.path() + " is not empty", "name an empty directory with --data-dir");
            }
            LogOutput.toFile(directory.path().resolve("rackledger.log"));
            return run(directory.path(), start, stop);
        } finally {
            stop.done();
        }
    }

    private int run(Path directory, Instant start, StopSignal stop) throws IOException, InterruptedException {
        Board board = board(start);
        Credential account = account();
        DemoEngine.Ports ports = new DemoEngine.Ports(apiPort, bootPort, kafkaPort, postgresPort);
        try (Engine engine = Engine.start(DemoEngine.settings(directory, ports, account), board::say, clock);
                SimulatedRack rack = SimulatedRack.start(
                        DemoPlan.MACHINES,
                        DemoPlan.FAULTS,
                        "http://127.0.0.1:" + engine.bootPort(),
                        account,
                        DemoPlan::speaksIpmi,
                        clock);
                ApiClient client = new ApiClient(engine.apiUrl(), "demo")) {
            engine.stopped().thenAccept(stop::fail);
            board.say("20 machines, 5 of them faulty; the operator's script begins");
            DemoReport report = new DemoRun(client, board, clock, start).over(rack.slots());
            boolean good = tell(report);
            if (!once && !stop.isAsked()) {
                explain(report, engine.apiUrl());
                stop.await();
            }
            if (stop.fault().isPresent()) {
                spec.commandLine()
                        .getErr()
                        .println("the engine cannot go on: " + stop.fault().get());
                return ExitCodes.ENDED_BY_FAULT;
            }
            return good ? ExitCodes.OK : ExitCodes.REFUSED;
        }
    }

    private boolean tell(DemoReport report) {
        PrintWriter err = spec.commandLine().getErr();
        report.surprises().forEach(surprise -> err.println("not as planned: " + surprise));
        err.flush();
        if (output != Output.table) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report.json()));
            out.flush();
        } else {
            report.with(MachineFault.NEVER_FETCHES_USER_DATA)
                    .flatMap(report::story)
                    .ifPresent(story -> {
                        PrintWriter out = spec.commandLine().getOut();
                        out.println();
                        out.println("The story of one machine that failed, from the log:");
                        out.println();
                        new StoryText(out).print(story);
                    });
        }
        return report.asPlanned();
    }

    private void explain(DemoReport report, String server) {
        String name = report.with(MachineFault.NEVER_FETCHES_USER_DATA)
                .map(result -> result.slot().name())
                .orElse("r1-n01");
        String option = apiPort == 8480 ? "" : " --server " + server;
        PrintWriter out = spec.commandLine().getOut();
        out.println("""

            The engine goes on serving until Ctrl-C. Look around in another terminal:
              ./rackledger node list%1$s
              ./rackledger node timeline %2$s%1$s
              ./rackledger node show %2$s -o yaml%1$s
              ./rackledger node waits%1$s
              ./rackledger log tail%1$s
              curl %3$s/api/v1/failures\
            """.formatted(option, name, server));
        out.flush();
    }

    /** With JSON on standard output the progress goes to standard error. */
    private Board board(Instant start) {
        PrintWriter out = output == Output.table
                ? spec.commandLine().getOut()
                : spec.commandLine().getErr();
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
        if (!terminal || output != Output.table) {
            return new PlainBoard(out, clock, start);
        }
        return new TerminalBoard(out, clock, start, System.getenv("NO_COLOR") == null, width());
    }

    private static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }

    private static Credential account() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return new Credential("demo", HexFormat.of().formatHex(random));
    }
}
