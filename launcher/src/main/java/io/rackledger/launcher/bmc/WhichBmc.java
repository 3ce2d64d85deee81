package io.rackledger.launcher.bmc;

import io.rackledger.bmc.client.IpmiDriver;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.redfish.RedfishDriver;
import io.rackledger.core.identity.Text;
import io.rackledger.launcher.client.ApiClient;
import io.rackledger.launcher.client.ApiProblem;
import io.rackledger.launcher.client.ClientOptions;
import io.rackledger.launcher.client.Output;
import io.rackledger.launcher.client.Printer;
import io.rackledger.launcher.management.BmcAnswers;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which BMC is meant: that of a node, asked through the engine; or one by its address, spoken to from here. */
final class WhichBmc {
    /** Longest for one direct dealing; single steps have their own bound. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** More than the engine takes to wait for its turn at the BMC and to read it. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(90);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "NODE",
            description = "Id or name; not with --address. What is asked for follows.")
    private List<String> words = List.of();

    @Mixin
    private ClientOptions engine = new ClientOptions();

    @Mixin
    private TargetOptions target = new TargetOptions();

    /** Speaks to a BMC. */
    @FunctionalInterface
    interface Direct {
        /** @return a document as the API has it */
        Object ask(BmcSession bmc, Instant until) throws BmcTrouble;
    }

    /** Asks the engine. */
    @FunctionalInterface
    interface ByEngine {
        /** @param node path of the node */
        JsonNode ask(ApiClient client, String node);
    }

    boolean isDirect() {
        return target.isGiven();
    }

    TargetOptions target() {
        return target;
    }

    ClientOptions engine() {
        return engine;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where progress is shown: never among what a program reads. */
    PrintWriter progress() {
        return engine.output() == Output.table ? out() : spec.commandLine().getErr();
    }

    Printer printer() {
        return engine.printer(out());
    }

    /** Id or name of the node. */
    String node() {
        target.requireTls();
        if (words.isEmpty()) {
            throw wrong("which BMC is meant is missing; name a node, or use --address host[:port]");
        }
        return words.getFirst();
    }

    /** What stands behind the node, or alone with {@code --address}; empty where nothing does. */
    Optional<String> word() {
        List<String> rest = isDirect() || words.isEmpty() ? words : words.subList(1, words.size());
        if (rest.size() > 1) {
            throw wrong("'" + Text.shorten(rest.get(1)) + "' is one word too many; see --help");
        }
        return rest.stream().findFirst();
    }

    /** Refuses words where none can stand. */
    void noWord() {
        word().ifPresent(more -> {
            throw wrong("'" + Text.shorten(more) + "' is one word too many; name a node or use --address, not both");
        });
    }

    ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /** Asks the BMC, on either way, and shows its answer; returns the exit code. */
    int ask(Clock clock, ByEngine byEngine, Direct direct, Consumer<JsonNode> show) {
        return isDirect() ? direct(clock, direct, show) : byEngine(byEngine, show);
    }

    private int byEngine(ByEngine byEngine, Consumer<JsonNode> show) {
        try (ApiClient client = engine.client(TO_ANSWER)) {
            show.accept(byEngine.ask(client, BmcAnswers.PREFIX + ApiClient.encode(node())));
            return ProbeCode.OK.exitCode();
        } catch (ApiProblem problem) {
            return failed(problem);
        } finally {
            out().flush();
        }
    }

    /** What the BMC is the cause of has an exit code for its kind; everything else is told as by the other commands. */
    int failed(ApiProblem problem) {
        String kind = problem.code().startsWith(BmcAnswers.BMC_CODE)
                ? problem.code().substring(BmcAnswers.BMC_CODE.length())
                : "";
        ProbeCode code = ProbeCode.named(kind).orElseThrow(() -> problem);
        spec.commandLine().getErr().println(problem.words());
        return code.exitCode();
    }

    private int direct(Clock clock, Direct direct, Consumer<JsonNode> show) {
        try {
            return atBmc(clock, bmc -> {
                show.accept(JsonMapper.shared()
                        .valueToTree(direct.ask(bmc, clock.instant().plus(LIMIT))));
                return ProbeCode.OK.exitCode();
            });
        } finally {
            out().flush();
        }
    }

    /** Something that is done at a BMC from here. */
    @FunctionalInterface
    interface Dealing {
        int make(BmcSession bmc) throws BmcTrouble;
    }

    int atBmc(Clock clock, Dealing dealing) {
        try {
            if (target.isRedfish()) {
                try (RedfishDriver driver = target.redfish(clock);
                        BmcSession bmc =
                                driver.open(target.address(), Optional.of(target.credential()), target.pinned())) {
                    return dealing.make(bmc);
                }
            }
            try (IpmiDriver driver = new IpmiDriver(clock, target.timeout());
                    BmcSession bmc = driver.open(target.ipmi())) {
                return dealing.make(bmc);
            }
        } catch (BmcTrouble trouble) {
            return failed(trouble);
        }
    }

    /** Tells the trouble and what to do; returns its exit code. */
    int failed(BmcTrouble trouble) {
        ProbeCode code = ProbeCode.of(trouble.kind());
        PrintWriter err = spec.commandLine().getErr();
        String stage = trouble.stage().isEmpty() ? "" : "while " + trouble.stage() + ": ";
        err.println(stage + Text.printable(trouble.detail()));
        err.println(code + ": " + code.remedy());
        return code.exitCode();
    }
}
