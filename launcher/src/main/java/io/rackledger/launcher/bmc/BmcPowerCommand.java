package io.rackledger.launcher.bmc;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.power.PowerControl;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.bmc.power.PowerProgress;
import io.rackledger.bmc.power.PowerTask;
import io.rackledger.bmc.power.Standstill;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.launcher.client.Paths;
import io.rackledger.launcher.management.BmcDocuments.PowerDocument;
import io.rackledger.launcher.serve.DurationConverter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code bmc power}. */
@Command(
        name = "power",
        description = {
            "Tells the power state that a BMC reads; with on, off, soft-off, reboot or soft-reboot behind the node (or alone with"
                    + " --address), changes it.",
            "Of a node it is changed by a command to the engine, which stands in the log, as by node power. With --address it"
                    + " is done from here, as the engine does it: a button is believed when two reads tell the state. An engine"
                    + " that has the node will find a drift. Exit codes as those of bmc probe."
        },
        sortOptions = false)
final class BmcPowerCommand implements Callable<Integer> {
    private final Clock clock;

    @Mixin
    private WhichBmc bmc = new WhichBmc();

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "With --address: until the state must be reached; default ${DEFAULT-VALUE}.")
    private Duration limit = Duration.ofSeconds(60);

    BmcPowerCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Optional<PowerAction> action =
                bmc.word().filter(word -> !"status".equals(word)).map(this::action);
        if (action.isPresent() && bmc.isDirect()) {
            return bmc.atBmc(clock, open -> change(open, action.get()));
        }
        return bmc.ask(
                clock,
                (client, node) -> action.map(asked -> client.post(Paths.node(bmc.node()) + "/power", body(asked), ""))
                        .orElseGet(() -> client.get(node + "/bmc/power", Map.of())),
                (open, until) -> PowerDocument.of(open.authority(), open.readPower(until)),
                bmc.printer()::one);
    }

    private PowerAction action(String word) {
        String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(PowerAction.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> bmc.wrong("power action '" + word
                        + "' is not known; use status, on, off, soft-off, reboot, soft-reboot or read"));
    }

    private static String body(PowerAction action) {
        String word = action.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return JsonMapper.shared().createObjectNode().put("action", word).toString();
    }

    private int change(BmcSession open, PowerAction action) {
        Instant now = clock.instant();
        PowerRequest request =
                new PowerRequest(new PowerRequestId(1), action, Optional.empty(), false, now.plus(limit));
        PowerTask task = new PowerTask(request, now, false, PowerProgress.NONE, Optional.empty(), () -> true);
        ShownJournal journal = new ShownJournal(bmc.progress());
        try (Pacing pacing = new Pacing(new SplittableRandom(clock.millis()))) {
            PowerControl control = new PowerControl(clock, pacing, PowerPace.standard(), new Standstill(clock));
            return control.perform(task, open, journal)
                    .map(outcome -> end(open, outcome, journal))
                    .orElse(ProbeCode.NO_EFFECT.exitCode());
        }
    }

    private int end(BmcSession open, PowerOutcome outcome, ShownJournal journal) {
        return switch (outcome) {
            case PowerOutcome.Confirmed(var power) -> {
                bmc.printer().one(JsonMapper.shared().valueToTree(PowerDocument.of(open.authority(), power)));
                yield ProbeCode.OK.exitCode();
            }
            case PowerOutcome.Failed failed -> bmc.failed(journal.why(failed));
        };
    }
}
