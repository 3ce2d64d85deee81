package io.rackledger.launcher.bmc;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.BmcKey;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.launcher.client.ExitCodes;
import io.rackledger.launcher.engine.StopSignal;
import io.rackledger.launcher.serve.DurationConverter;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bmc simulate}. Needs no engine. */
@Command(
        name = "simulate",
        description =
                "Runs BMCs of machines that are not there, for anybody's tools to try, until Ctrl-C: IPMI 2.0 (cipher suites 3 and"
                        + " 17), or Redfish over TLS.",
        sortOptions = false)
final class BmcSimulateCommand implements Callable<Integer> {
    private static final int MOST = 50_000;
    private static final int LAST_PORT = 65_535;
    private static final int PASSWORD_BYTES = 8;
    private static final int SHOWN = 20;

    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--redfish",
            description = "Redfish over TLS instead of IPMI, with a certificate that signed itself.")
    private boolean redfish;

    @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Default ${DEFAULT-VALUE}.")
    private String bind = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9623",
            description =
                    "Of the first; the others take those that follow; 0 for any free ones. Default ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--fault",
            paramLabel = "NAME",
            defaultValue = "none",
            description = "What is wrong with all of them, by IPMI: ${COMPLETION-CANDIDATES}.")
    private FaultName fault = FaultName.none;

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "From a power command to its effect; default ${DEFAULT-VALUE}.")
    private Duration delay = Duration.ofSeconds(1);

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of their GUIDs or serial numbers, and chances; default ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private AccountOptions account = new AccountOptions();

    BmcSimulateCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (count < 1 || count > MOST || port < 0 || port > 0 && port + count - 1 > LAST_PORT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--count " + count + " from --port " + port + " cannot be; use 1 to " + MOST
                            + " BMCs on ports up to " + LAST_PORT);
        }
        Credential known = account.hasPassword() ? account.credential() : new Credential(account.user(), random());
        InetSocketAddress first = new InetSocketAddress(bind, port);
        if (first.isUnresolved()) {
            throw new ParameterException(spec.commandLine(), "--bind " + bind + " is no address of this machine");
        }
        StopSignal stop = StopSignal.install();
        try {
            return redfish ? redfish(first, known, stop) : ipmi(first, known, stop);
        } finally {
            stop.done();
        }
    }

    private int ipmi(InetSocketAddress first, Credential known, StopSignal stop) throws InterruptedException {
        try (SimulatedBmcs bmcs = SimulatedBmcs.start(count, first, login(known), fault, delay, seed, clock)) {
            InetSocketAddress at = bmcs.list().getFirst().socketAddress();
            tell(bmcs.list().stream().map(SimulatedIpmiBmc::address).toList(), known);
            out().println("try: ipmitool -I lanplus -C %d -H %s -p %d -U %s -P %s chassis power status"
                    .formatted(
                            fault == FaultName.only_suite_3 ? 3 : 17,
                            at.getAddress().getHostAddress(),
                            at.getPort(),
                            known.user(),
                            account.hasPassword() ? "..." : known.password()));
            out().flush();
            stop.await();
            return ExitCodes.OK;
        }
    }

    private int redfish(InetSocketAddress first, Credential known, StopSignal stop) throws InterruptedException {
        if (fault != FaultName.none) {
            throw new ParameterException(spec.commandLine(), "--fault is of IPMI; leave it or --redfish out");
        }
        try (SimulatedRedfishBmcs bmcs = SimulatedRedfishBmcs.start(count, first, known, delay, seed, clock)) {
            tell(bmcs.addresses(), known);
            out().println("SHA-256 of their certificate: " + bmcs.fingerprint());
            out().println("try: rackledger bmc probe --address %s --user %s --password-file ... --pin %s"
                    .formatted(bmcs.addresses().getFirst(), known.user(), bmcs.fingerprint()));
            out().flush();
            stop.await();
            return ExitCodes.OK;
        }
    }

    private Account login(Credential known) {
        try {
            Account login = Account.of(known.user(), known.password());
            return known.kg().map(key -> login.withKg(BmcKey.parse(key))).orElse(login);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + "", e);
        }
    }

    private void tell(List<BmcAddress> bmcs, Credential known) {
        PrintWriter out = out();
        bmcs.stream().limit(SHOWN).forEach(out::println);
        if (bmcs.size() > SHOWN) {
            out.println("... to " + bmcs.getLast() + ", " + bmcs.size() + " in all");
        }
        out.println("each " + fault.words() + "; machines are off; Ctrl-C ends them");
        out.println(
                "user " + known.user() + ", password " + (account.hasPassword() ? "as in the file" : known.password()));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static String random() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
