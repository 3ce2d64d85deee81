package io.rackledger.launcher.management;

import io.rackledger.bmc.console.Consoles;
import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.VirtualMedia;
import io.rackledger.bmc.inquiry.BmcInquiry;
import io.rackledger.bmc.inquiry.BmcTasks;
import io.rackledger.bmc.inquiry.Told;
import io.rackledger.core.identity.Text;
import io.rackledger.launcher.contract.Problem;
import io.rackledger.launcher.management.BmcDocuments.BootDeviceDocument;
import io.rackledger.launcher.management.BmcDocuments.ConsoleDoneDocument;
import io.rackledger.launcher.management.BmcDocuments.EventLogDocument;
import io.rackledger.launcher.management.BmcDocuments.HeardDocument;
import io.rackledger.launcher.management.BmcDocuments.InventoryDocument;
import io.rackledger.launcher.management.BmcDocuments.MediaDocument;
import io.rackledger.launcher.management.BmcDocuments.OpenedDocument;
import io.rackledger.launcher.management.BmcDocuments.PowerDocument;
import io.rackledger.launcher.management.BmcDocuments.ProbeDocument;
import io.rackledger.launcher.management.BmcDocuments.RestartDocument;
import io.rackledger.launcher.management.BmcDocuments.SensorsDocument;
import io.rackledger.launcher.probe.Reply;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Answers questions to the nodes' BMCs as JSON, whichever listener takes them. Thread-safe. */
public final class BmcAnswers {
    /** What all paths begin with; a node's id or name follows, then {@code /bmc/} and what is asked. */
    public static final String PREFIX = "/api/v1/nodes/";

    /** Codes of problems that a BMC is the cause of begin so; the kind of failure follows. */
    public static final String BMC_CODE = "BMC_";

    /** Most records of an event log that are told at a time. */
    static final int MOST_ENTRIES = 5_000;

    private static final int MOST_WAIT = 20;

    static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final Pattern PATH = Pattern.compile(PREFIX + "([^/]{1,255})/bmc/([a-z-]{1,32})");
    private static final Pattern NEWEST = Pattern.compile("(?:.*&)?newest=([0-9]{1,6})(?:&.*)?");

    private final boolean here;
    private volatile Optional<BmcInquiry> inquiry = Optional.empty();
    private volatile Optional<BmcTasks> tasks = Optional.empty();
    private volatile Optional<Consoles> consoles = Optional.empty();

    /** @param here whether this process has the role bmc */
    public BmcAnswers(boolean here) {
        this.here = here;
    }

    /** From now on questions go there. */
    public void connect(BmcInquiry questions, BmcTasks done, Consoles heard) {
        inquiry = Optional.of(questions);
        tasks = Optional.of(done);
        consoles = Optional.of(heard);
    }

    /** Opens a node's serial console, or joins those who have it. */
    Reply openConsole(String node, boolean take) {
        BmcConsole.Busy busy = take ? BmcConsole.Busy.TAKE : BmcConsole.Busy.LEAVE;
        return consoles.map(all -> reply(all.watch(node, busy), OpenedDocument::new))
                .orElseGet(this::elsewhere);
    }

    Reply readConsole(String node, long from, int waitSeconds) {
        if (from < 0 || waitSeconds < 0 || waitSeconds > MOST_WAIT) {
            return problem(
                    400,
                    "ARGUMENT_INVALID",
                    from < 0 ? "from" : "wait",
                    "from " + from + " and wait " + waitSeconds + " are not possible",
                    "use a place of before, and at most " + MOST_WAIT + " seconds");
        }
        return withConsole(all -> {
            Duration wait = Duration.ofSeconds(waitSeconds);
            return all.read(node, from, wait).map(heard -> ok(HeardDocument.of(heard)));
        });
    }

    Reply typeOnConsole(String node, String base64) {
        byte[] characters;
        try {
            characters = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return problem(400, "ARGUMENT_INVALID", "characters", "characters is not Base64", "encode the bytes so");
        }
        return withConsole(
                all -> all.type(node, characters) ? Optional.of(ok(new ConsoleDoneDocument(true))) : Optional.empty());
    }

    Reply endConsole(String node) {
        return withConsole(all -> Optional.of(ok(new ConsoleDoneDocument(all.end(node)))));
    }

    /** Something that needs an open console. */
    @FunctionalInterface
    private interface ConsoleUse {
        Optional<Reply> of(Consoles all) throws BmcTrouble, InterruptedException;
    }

    private Reply withConsole(ConsoleUse use) {
        Optional<Consoles> here = consoles;
        if (here.isEmpty()) {
            return elsewhere();
        }
        try {
            return use.of(here.get()).orElseGet(BmcAnswers::closed);
        } catch (BmcTrouble trouble) {
            return reply(new Told.Trouble<>(trouble.kind(), trouble.stage(), trouble.detail()), (bmc, _) -> bmc);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return closed();
        }
    }

    private static Reply closed() {
        return problem(
                409,
                "CONSOLE_CLOSED",
                "",
                "the node's serial console is not open in this process",
                "open it with POST on the same path");
    }

    private static Reply ok(Object document) {
        return new Reply(200, JSON, JsonMapper.shared().writeValueAsString(document));
    }

    Reply power(String node) {
        return asked(questions -> reply(questions.power(node), PowerDocument::of));
    }

    Reply probe(String node) {
        return asked(questions -> reply(questions.probe(node), (_, found) -> ProbeDocument.of(found)));
    }

    Reply bootDevice(String node) {
        return asked(questions -> reply(questions.bootDevice(node), BootDeviceDocument::of));
    }

    Reply eventLog(String node, int newest) {
        if (newest < 1 || newest > MOST_ENTRIES) {
            return problem(
                    400,
                    "ARGUMENT_INVALID",
                    "newest",
                    "newest " + newest + " is not possible",
                    "use 1 to " + MOST_ENTRIES);
        }
        return asked(questions -> reply(questions.eventLog(node, newest), EventLogDocument::of));
    }

    Reply sensors(String node) {
        return asked(questions -> reply(questions.sensors(node), SensorsDocument::of));
    }

    Reply inventory(String node) {
        return asked(questions -> reply(questions.inventory(node), InventoryDocument::of));
    }

    Reply media(String node) {
        return asked(questions -> reply(questions.media(node), MediaDocument::of));
    }

    /** @param by who asks, for the record */
    Reply insertMedia(String node, @Nullable String image, String by) {
        URI wanted;
        try {
            wanted = VirtualMedia.imageAt(image == null ? "" : image);
        } catch (IllegalArgumentException e) {
            String[] words = String.valueOf(e.getMessage()).split("; ", 2);
            return problem(400, "ARGUMENT_INVALID", "image", words[0], words[words.length - 1]);
        }
        return done(all -> reply(all.insertMedia(node, wanted, by), MediaDocument::of));
    }

    Reply ejectMedia(String node, String by) {
        return done(all -> reply(all.ejectMedia(node, by), MediaDocument::of));
    }

    Reply restart(String node, String by) {
        return done(all -> reply(all.restart(node, by), RestartDocument::new));
    }

    private Reply done(Function<BmcTasks, Reply> task) {
        return tasks.map(task).orElseGet(this::elsewhere);
    }

    /**
     * The reads by path.
     *
     * @param query as sent, without the question mark
     */
    public Reply answer(String path, String query) {
        Matcher asked = PATH.matcher(path);
        if (asked.matches()) {
            String node = URLDecoder.decode(asked.group(1), StandardCharsets.UTF_8);
            switch (asked.group(2)) {
                case "power" -> {
                    return power(node);
                }
                case "probe" -> {
                    return probe(node);
                }
                case "boot-device" -> {
                    return bootDevice(node);
                }
                case "sensors" -> {
                    return sensors(node);
                }
                case "inventory" -> {
                    return inventory(node);
                }
                case "media" -> {
                    return media(node);
                }
                case "event-log" -> {
                    Matcher newest = NEWEST.matcher(query);
                    return eventLog(node, newest.matches() ? Integer.parseInt(newest.group(1)) : 100);
                }
                default -> {}
            }
        }
        return problem(
                404,
                "NOT_FOUND",
                "",
                "there is nothing at this path",
                "use " + PREFIX + "{id}/bmc/ with probe, power, boot-device, event-log, sensors, inventory or media");
    }

    private Reply asked(Function<BmcInquiry, Reply> question) {
        return inquiry.map(question).orElseGet(this::elsewhere);
    }

    Reply elsewhere() {
        return here
                ? problem(
                        503, "STARTING", "", "the BMC adapter of this process is starting", "ask again in some seconds")
                : problem(
                        503,
                        "BMC_ELSEWHERE",
                        "",
                        "this process has not the role bmc, so it speaks to no BMC",
                        "ask a process of role bmc: its API, or its port for probes, 8482 unless set");
    }

    static <T, D> Reply reply(Told<T> told, BiFunction<String, T, D> document) {
        return switch (told) {
            case Told.Answer<T>(String bmc, T found) ->
                new Reply(200, JSON, JsonMapper.shared().writeValueAsString(document.apply(bmc, found)));
            case Told.NoNode<T>(String named) ->
                problem(
                        404,
                        "NODE_UNKNOWN",
                        "id",
                        "no node is named '" + Text.shorten(named) + "'",
                        "use the id or name of a node that exists");
            case Told.NoBmc<T>(String node) ->
                problem(409, "NO_BMC", "bmc", "node " + node + " has no BMC address", "set the node's bmc first");
            case Told.InUse<T>(String bmc) ->
                problem(
                        503,
                        BMC_CODE + FailureKind.BUSY,
                        "",
                        "something else is done at BMC " + bmc + ", one thing at a time",
                        FailureKind.BUSY.remedy());
            case Told.Trouble<T>(FailureKind kind, String stage, String detail) ->
                problem(
                        502,
                        BMC_CODE + kind,
                        "",
                        (stage.isEmpty() ? "" : "while " + stage + ": ") + detail,
                        kind.remedy());
        };
    }

    static Reply problem(int status, String code, String field, String detail, String remedy) {
        String title = Arrays.stream(Title.values())
                .filter(each -> each.status == status)
                .map(each -> each.words)
                .findFirst()
                .orElse("Unavailable");
        Problem problem = new Problem("about:blank", title, status, detail, code, field, remedy);
        return new Reply(status, PROBLEM, JsonMapper.shared().writeValueAsString(problem));
    }

    /** Titles of problems, by status. */
    private enum Title {
        WRONG(400, "Bad request"),
        ABSENT(404, "Not found"),
        CONFLICT(409, "Conflict"),
        OF_THE_BMC(502, "The BMC did not answer as it should");

        private final int status;
        private final String words;

        Title(int status, String words) {
            this.status = status;
            this.words = words;
        }
    }
}
