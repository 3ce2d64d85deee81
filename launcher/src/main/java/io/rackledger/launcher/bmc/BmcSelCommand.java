package io.rackledger.launcher.bmc;

import io.rackledger.bmc.client.IpmiClient;
import io.rackledger.bmc.client.IpmiException;
import io.rackledger.bmc.client.IpmiSession;
import io.rackledger.bmc.client.SelReader;
import io.rackledger.bmc.ipmi.SelEntry;
import io.rackledger.core.identity.Text;
import io.rackledger.launcher.client.Output;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code bmc sel}. Needs no engine. */
@Command(
        name = "sel",
        description =
                "Reads a BMC's system event log, oldest record first: power that was lost, fans, memory, boot errors."
                        + " Changes nothing. Exit codes as those of bmc probe.",
        sortOptions = false)
final class BmcSelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TargetOptions bmc = new TargetOptions();

    @Option(
            names = "--newest",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many records, the newest; default ${DEFAULT-VALUE}.")
    private int newest;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json; default ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (IpmiClient client = new IpmiClient();
                IpmiSession session = client.open(bmc.ipmi(), bmc.timeout())) {
            print(out, SelReader.newest(session, Math.max(1, newest), bmc.timeout()));
            return ProbeCode.OK.exitCode();
        } catch (IpmiException e) {
            ProbeCode code = ProbeCode.of(e.kind());
            PrintWriter err = spec.commandLine().getErr();
            err.println("while " + e.stage().words() + ": " + Text.printable(e.getMessage() + ""));
            err.println(code + ": " + code.remedy());
            return code.exitCode();
        } finally {
            out.flush();
        }
    }

    private void print(PrintWriter out, List<SelEntry> entries) {
        if (output != Output.table) {
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(entries));
        } else if (entries.isEmpty()) {
            out.println("the event log is empty");
        } else {
            entries.forEach(entry -> out.println("%5d  %-20s  %s"
                    .formatted(entry.id(), entry.at().map(Instant::toString).orElse("no time"), entry.words())));
        }
    }
}
