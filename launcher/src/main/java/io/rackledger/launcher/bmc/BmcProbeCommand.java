package io.rackledger.launcher.bmc;

import io.rackledger.bmc.client.IpmiDriver;
import io.rackledger.bmc.driver.ProbeReport;
import io.rackledger.bmc.redfish.RedfishDriver;
import io.rackledger.core.identity.Text;
import io.rackledger.launcher.client.ApiClient;
import io.rackledger.launcher.client.ApiProblem;
import io.rackledger.launcher.client.Output;
import io.rackledger.launcher.client.Paths;
import io.rackledger.launcher.management.BmcDocuments.ProbeDocument;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bmc probe}. */
@Command(
        name = "probe",
        description =
                "Logs in to a BMC stage by stage, by IPMI or Redfish, reads its state, and tells which stage fails and"
                        + " why. Changes nothing.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the BMC does what it is asked",
            "2:the command line is wrong",
            "10:UNREACHABLE, no answer at all",
            "11:NOT_IPMI, it answers, but not to IPMI 2.0",
            "12:AUTH, user or password are wrong",
            "13:KG, its BMC key is another one",
            "14:CIPHER, it takes neither suite 17 nor 3, or no TLS 1.2 or 1.3",
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

    @Mixin
    private WhichBmc bmc = new WhichBmc();

    BmcProbeCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        bmc.noWord();
        if (bmc.isDirect()) {
            ProbeReport found = direct();
            return show(JsonMapper.shared().valueToTree(ProbeDocument.of(found)));
        }
        try (ApiClient client = bmc.engine().client()) {
            return show(client.get(Paths.node(bmc.node()) + "/bmc/probe", Map.of()));
        } catch (ApiProblem problem) {
            return bmc.failed(problem);
        }
    }

    private ProbeReport direct() {
        TargetOptions target = bmc.target();
        if (!target.isRedfish()) {
            try (IpmiDriver driver = new IpmiDriver(clock, target.timeout())) {
                return driver.probe(target.ipmi());
            }
        }
        try (RedfishDriver driver = target.redfish(clock)) {
            return driver.probe(target.address(), Optional.of(target.credential()), target.pinned(), target.timeout());
        }
    }

    /** Returns the exit code of the kind of failure. */
    private int show(JsonNode found) {
        if (bmc.engine().output() == Output.table) {
            print(bmc.out(), found);
            bmc.out().flush();
        } else {
            bmc.printer().one(found);
        }
        return code(found).exitCode();
    }

    private static ProbeCode code(JsonNode found) {
        return ProbeCode.named(found.path("code").asString("")).orElse(ProbeCode.OK);
    }

    private static void print(PrintWriter out, JsonNode found) {
        out.println("BMC " + found.path("address").asString(""));
        for (JsonNode step : found.path("stages")) {
            String trouble = step.path("trouble").asString("");
            String stage = step.path("stage").asString("");
            String words = trouble.isEmpty() ? "ok     " + stage : "FAILS  " + stage + ": " + Text.printable(trouble);
            long millis = step.path("millis").asLong(0);
            out.println("  " + words + (millis > 0 ? " (" + millis + " ms)" : ""));
        }
        found.path("facts")
                .properties()
                .forEach(fact -> out.println("  " + fact.getKey() + ": "
                        + Text.printable(fact.getValue().asString(""))));
        ProbeCode code = code(found);
        if (code != ProbeCode.OK) {
            out.println(code + ": " + code.remedy());
        }
    }
}
