package io.rackledger.launcher.bmc;

import io.rackledger.bmc.client.IpmiTarget;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.redfish.RedfishDriver;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.Privilege;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.Text;
import io.rackledger.launcher.bmc.ProbeReport.Step;
import io.rackledger.launcher.client.Output;
import io.rackledger.launcher.serve.DurationConverter;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code bmc probe}. Needs no engine. */
@Command(
        name = "probe",
        description =
                "Logs in to a BMC stage by stage, reads its state, and tells which stage fails and why. Changes nothing.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the BMC does what it is asked",
            "2:the command line is wrong",
            "10:UNREACHABLE, no answer at all",
            "11:NOT_IPMI, it answers, but not to IPMI 2.0",
            "12:AUTH, user or password are wrong",
            "13:KG, its BMC key is another one",
            "14:CIPHER, it takes neither suite 17 nor 3",
            "15:PRIVILEGE, the account may not do this",
            "16:SESSIONS_FULL, all of its sessions are taken",
            "17:BUSY, not now",
            "18:UNSUPPORTED, it cannot do this",
            "19:WRONG_STATE, not in the machine's present state",
            "20:SILENT, it stopped answering",
            "21:CORRUPT, no valid answers",
            "22:REFUSED, for another reason"
        })
final class BmcProbeCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--address",
            required = true,
            paramLabel = "ADDRESS",
            description =
                    "host[:port] or ipmi://host[:port] for IPMI 2.0, redfish+https://host/redfish/v1/Systems/ID for Redfish.")
    private String address = "";

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Option(
            names = "--privilege",
            paramLabel = "LEVEL",
            defaultValue = "ADMINISTRATOR",
            description = "IPMI: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Privilege privilege = Privilege.ADMINISTRATOR;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "For each stage; default ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(10);

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json; default ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    BmcProbeCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Credential known = account.credential();
        ProbeReport report = address.startsWith("redfish+") ? redfish(known) : ipmi(known);
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.table) {
            print(out, report);
        } else {
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        }
        out.flush();
        return report.code().exitCode();
    }

    private ProbeReport ipmi(Credential known) {
        try {
            URI uri = new BmcAddress(address.contains("://") ? address : "ipmi://" + address).uri();
            if (!"ipmi".equals(uri.getScheme()) || uri.getHost() == null) {
                throw new IllegalArgumentException("it names no host of scheme ipmi or redfish+https");
            }
            InetSocketAddress peer =
                    new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? IpmiTarget.PORT : uri.getPort());
            if (peer.isUnresolved()) {
                throw new IllegalArgumentException("its host cannot be resolved; use its IP address");
            }
            Account login = Account.of(known.user(), known.password());
            return new IpmiProbe(new IpmiTarget(peer, login, privilege), timeout, clock).run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--address " + address + " cannot be probed: " + e.getMessage(), e);
        }
    }

    private ProbeReport redfish(Credential known) {
        String stage = "reading the system's PowerState";
        long began = clock.millis();
        try (RedfishDriver driver = new RedfishDriver(clock, Optional.empty(), ForkJoinPool.commonPool());
                BmcSession session = driver.open(new BmcAddress(address), Optional.of(known))) {
            String power = session.readPower(clock.instant().plus(timeout)).name();
            return new ProbeReport(
                    address,
                    List.of(new Step(stage, "", clock.millis() - began)),
                    Map.of("power", power),
                    ProbeCode.OK);
        } catch (BmcTrouble e) {
            Step failed = new Step(stage, e.detail(), clock.millis() - began);
            return new ProbeReport(
                    address,
                    List.of(failed),
                    Map.of(),
                    ProbeCode.valueOf(e.kind().name()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--address " + address + " cannot be probed: " + e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, ProbeReport report) {
        out.println("BMC " + report.address());
        for (Step step : report.stages()) {
            String words = step.isGood()
                    ? "ok     " + step.stage()
                    : "FAILS  " + step.stage() + ": " + Text.printable(step.trouble());
            out.println("  " + words + (step.millis() > 0 ? " (" + step.millis() + " ms)" : ""));
        }
        report.facts().forEach((name, value) -> out.println("  " + name + ": " + Text.printable(value)));
        if (report.code() != ProbeCode.OK) {
            out.println(report.code() + ": " + report.code().remedy());
        }
    }
}
