package io.rackledger.launcher.serve;

import io.rackledger.bmc.BmcSettings;
import io.rackledger.bmc.credential.Credentials;
import io.rackledger.command.settings.CommandSettings;
import io.rackledger.launcher.client.ExitCodes;
import io.rackledger.launcher.engine.Engine;
import io.rackledger.launcher.engine.EngineSettings;
import io.rackledger.launcher.engine.LogOutput;
import io.rackledger.launcher.engine.Preflight;
import io.rackledger.launcher.engine.Progress;
import io.rackledger.launcher.engine.Role;
import io.rackledger.launcher.engine.StopSignal;
import io.rackledger.query.QuerySideSettings;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs the engine until it is stopped. */
@Command(name = "serve", description = "Runs the engine, or some of its roles, until stopped.", sortOptions = false)
public final class ServeCommand implements Callable<Integer> {
    private static final int API_PORT = 8480;
    private static final int PROBE_PORT = 8482;

    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--roles",
            split = ",",
            paramLabel = "ROLE",
            defaultValue = "command,query,boot,bmc",
            description = "${COMPLETION-CANDIDATES}, with commas; default all.")
    private List<Role> roles = List.of();

    @Option(
            names = "--api-bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where the API listens; default ${DEFAULT-VALUE}.")
    private String apiBind = "";

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            description = "Of the API, probes and metrics; default 8480, or 8482 where neither command nor query runs.")
    private @Nullable Integer apiPort;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Mixin
    private MachineOptions machines = new MachineOptions();

    @Mixin
    private BmcOptions bmc = new BmcOptions();

    @Mixin
    private WaitOptions waits = new WaitOptions();

    public ServeCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        LogOutput.toStandardError();
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = words -> {
            out.println(words);
            out.flush();
        };
        StopSignal stop = StopSignal.install();
        stop.failOnDeadThreads();
        try (Engine engine = Engine.start(settings(), progress, clock)) {
            engine.stopped().thenAccept(stop::fail);
            progress.step(
                    "ready; " + engine.apiUrl() + (hasApi() ? "/api/v1/nodes" : "/readyz") + "; stop with Ctrl-C");
            stop.await();
            stop.fault().ifPresent(this::tell);
            progress.step("stopping");
        } finally {
            stop.done();
        }
        return stop.fault().isPresent() ? ExitCodes.ENDED_BY_FAULT : ExitCodes.OK;
    }

    private void tell(String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("the engine cannot go on: " + why);
        err.println(
                "  remedy: remove the cause, which the log above names, and start the engine again; nothing is lost,"
                        + " all it knows is in the log");
        err.flush();
    }

    private boolean hasApi() {
        return roles.contains(Role.command) || roles.contains(Role.query);
    }

    /** Another port without the API, so that two processes on one host do not meet. */
    private int port() {
        return apiPort == null ? (hasApi() ? API_PORT : PROBE_PORT) : apiPort;
    }

    /** Without the role there is neither a store of accounts nor a key. */
    private BmcSettings bmcSettings() {
        return roles.contains(Role.bmc) ? bmc.settings(stores.dataDir()) : BmcSettings.standard(Credentials.none());
    }

    private EngineSettings settings() {
        // Before the store of accounts, which lies in it, can only say that it cannot be opened.
        Preflight.writable(stores.dataDir());
        return new EngineSettings(
                EnumSet.copyOf(roles),
                stores.dataDir(),
                new EngineSettings.Listener(apiBind, port()),
                stores.kafka(),
                stores.postgres(),
                machines.boot(stores.dataDir()),
                bmcSettings(),
                CommandSettings.standard().with(bmc.drift()),
                QuerySideSettings.standard(),
                waits.policy(),
                stores.acceptLogLoss());
    }
}
