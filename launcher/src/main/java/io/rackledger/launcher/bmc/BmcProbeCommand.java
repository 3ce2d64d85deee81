package io.rackledger.launcher.bmc;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.redfish.RedfishDriver;
import io.rackledger.core.identity.Text;
import io.rackledger.launcher.bmc.ProbeReport.Step;
import io.rackledger.launcher.client.Output;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code bmc probe}. Needs no engine. */
@Command(
        name = "probe",
        description = "Logs in to a BMC stage by stage, reads its state, and tells which stage fails and why. Changes"
                + " nothing. Redfish addresses, such as redfish+https://host/redfish/v1/Systems/ID, are taken,"
                + " too.",
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
            "22:REFUSED, for another reason",
            "23:NO_EFFECT, it takes commands and nothing happens",
            "24:UNKNOWN_STATE, it tells no power state",
            "25:STALE, it tells a state that is over",
            "26:SLOW, it answers too late",
            "27:IDENTITY, it is another machine's",
            "28:STUCK, it hangs",
            "29:BOOT_LOST, it does not keep the boot device",
            "30:MEDIA, its virtual media is in a wrong state",
            "31:CERTIFICATE, its TLS certificate is another one, or of nobody we trust"
        })
final class BmcProbeCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TargetOptions bmc = new TargetOptions();

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
        ProbeReport report = bmc.isRedfish() ? redfish() : new IpmiProbe(bmc.ipmi(), bmc.timeout(), clock).run();
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.table) {
            print(out, report);
        } else {
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        }
        out.flush();
        return report.code().exitCode();
    }

    private ProbeReport redfish() {
        String stage = "reading the system's PowerState";
        String address = bmc.address().value();
        long began = clock.millis();
        try (RedfishDriver driver = new RedfishDriver(clock, Optional.empty(), ForkJoinPool.commonPool());
                BmcSession session = driver.open(bmc.address(), Optional.of(bmc.credential()))) {
            String power =
                    session.readPower(clock.instant().plus(bmc.timeout())).name();
            Step read = new Step(stage, "", clock.millis() - began);
            return new ProbeReport(address, List.of(read), Map.of("power", power), ProbeCode.OK);
        } catch (BmcTrouble e) {
            Step failed = new Step(stage, e.detail(), clock.millis() - began);
            return new ProbeReport(address, List.of(failed), Map.of(), ProbeCode.of(e.kind()));
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
