package io.rackledger.launcher.bmc;

import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** A command at a BMC that needs no word more than which BMC is meant. */
@Command(sortOptions = false)
final class PlainBmcCommand implements Callable<Integer> {
    private final Clock clock;
    private final WhichBmc.ByEngine byEngine;
    private final WhichBmc.Direct direct;
    private final BiConsumer<WhichBmc, JsonNode> show;

    @Mixin
    private WhichBmc bmc = new WhichBmc();

    private PlainBmcCommand(
            Clock clock, WhichBmc.ByEngine byEngine, WhichBmc.Direct direct, BiConsumer<WhichBmc, JsonNode> show) {
        this.clock = clock;
        this.byEngine = byEngine;
        this.direct = direct;
        this.show = show;
    }

    /** One whose answer is shown in a form of its own. */
    static CommandLine of(
            Clock clock,
            WhichBmc.ByEngine byEngine,
            WhichBmc.Direct direct,
            BiConsumer<WhichBmc, JsonNode> show,
            String... description) {
        CommandLine command = new CommandLine(new PlainBmcCommand(clock, byEngine, direct, show));
        command.getCommandSpec().usageMessage().description(description);
        return command;
    }

    /** One whose answer is shown name by name. */
    static CommandLine of(Clock clock, WhichBmc.ByEngine byEngine, WhichBmc.Direct direct, String... description) {
        return of(clock, byEngine, direct, (bmc, found) -> bmc.printer().one(found), description);
    }

    @Override
    public Integer call() {
        bmc.noWord();
        return bmc.ask(clock, byEngine, direct, found -> show.accept(bmc, found));
    }
}
