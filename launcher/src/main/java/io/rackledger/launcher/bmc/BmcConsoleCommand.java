package io.rackledger.launcher.bmc;

import io.rackledger.bmc.client.IpmiDriver;
import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.core.identity.Text;
import io.rackledger.launcher.client.ApiClient;
import io.rackledger.launcher.client.ApiProblem;
import io.rackledger.launcher.client.ExitCodes;
import io.rackledger.launcher.client.Paths;
import io.rackledger.launcher.serve.DurationConverter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bmc console}. */
@Command(
        name = "console",
        description = {
            "Opens a machine's serial console through its BMC (Serial over LAN): what it says is shown as it comes, what is typed"
                    + " goes to it. ~. at the beginning of a line leaves, ~~ types a tilde.",
            "Of a node it is shared with all who watch it, and what the machine says is recorded in the node's timeline; what is"
                    + " typed is not, but what the machine echoes is. With --address nothing is recorded. Exit codes as those of"
                    + " bmc probe."
        },
        sortOptions = false)
final class BmcConsoleCommand implements Callable<Integer> {
    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private WhichBmc bmc = new WhichBmc();

    @Option(names = "--take", description = "Takes the console from whoever has it; else it is left to them.")
    private boolean take;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Shows what the machine says for so long, and types nothing; for scripts.")
    private @Nullable Duration limit;

    BmcConsoleCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        bmc.noWord();
        try {
            return bmc.isDirect() ? direct() : byEngine();
        } catch (BmcTrouble trouble) {
            return bmc.failed(trouble);
        }
    }

    private int direct() throws BmcTrouble, IOException, InterruptedException {
        if (bmc.target().isRedfish()) {
            throw bmc.wrong("serial consoles go by IPMI (Serial over LAN); use --address ipmi://host[:port]");
        }
        BmcConsole.Busy busy = take ? BmcConsole.Busy.TAKE : BmcConsole.Busy.LEAVE;
        try (IpmiDriver driver = new IpmiDriver(clock);
                BmcConsole console = driver.console(
                        bmc.target().ipmi(),
                        Optional.empty(),
                        busy,
                        bmc.target().timeout())) {
            return run(new ConsoleLine.Direct(console));
        }
    }

    private int byEngine() throws BmcTrouble, IOException, InterruptedException {
        try (ApiClient client = bmc.engine().client()) {
            return run(ConsoleLine.Shared.open(client, Paths.node(bmc.node()) + "/bmc/console", take));
        } catch (ApiProblem problem) {
            return bmc.failed(problem);
        }
    }

    private int run(ConsoleLine line) throws BmcTrouble, IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        err.println("serial console by BMC " + line.authority() + "; leave with ~. at the beginning of a line");
        Typist typist = new Typist(System.in, line);
        Optional<Instant> end = Optional.ofNullable(limit).map(clock.instant()::plus);
        boolean person = RawTerminal.isThere();
        try (RawTerminal _ = RawTerminal.open(limit == null)) {
            if (limit == null) {
                Thread.ofPlatform().daemon().name("typist").start(typist);
            }
            while (!typist.hasLeft()
                    && line.ended().isEmpty()
                    && end.filter(at -> !clock.instant().isBefore(at)).isEmpty()) {
                Optional<byte[]> heard = line.read();
                if (heard.isPresent()) {
                    show(heard.get(), person);
                }
                typist.check();
            }
        }
        err.println();
        if (!line.ended().isEmpty()) {
            err.println("the console has ended: " + Text.printable(line.ended()));
            return ExitCodes.REFUSED;
        }
        return ExitCodes.OK;
    }

    /** To a terminal as it comes, as that is what the machine writes for. */
    private void show(byte[] heard, boolean person) {
        if (person) {
            System.out.write(heard, 0, heard.length);
            System.out.flush();
        } else {
            spec.commandLine().getOut().print(new String(heard, StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
        }
    }

    /** Types what the user types. */
    private static final class Typist implements Runnable {
        private static final int MOST = 256;

        private final InputStream keys;
        private final ConsoleLine line;
        private final EscapeKeys escape = new EscapeKeys();
        private volatile boolean left;
        private volatile @Nullable BmcTrouble trouble;
        private volatile @Nullable RuntimeException problem;

        Typist(InputStream keys, ConsoleLine line) {
            this.keys = keys;
            this.line = line;
        }

        boolean hasLeft() {
            return left;
        }

        /** Tells what came of typing. */
        void check() throws BmcTrouble {
            BmcTrouble met = trouble;
            if (met != null) {
                throw met;
            }
            RuntimeException refused = problem;
            if (refused != null) {
                throw refused;
            }
        }

        @Override
        public void run() {
            byte[] typed = new byte[MOST];
            try {
                int length = keys.read(typed);
                while (length >= 0 && !escape.hasLeft()) {
                    byte[] meant = escape.take(typed, length);
                    if (meant.length > 0) {
                        line.type(meant);
                    }
                    length = escape.hasLeft() ? -1 : keys.read(typed);
                }
                left = true;
            } catch (BmcTrouble e) {
                trouble = e;
            } catch (IOException e) {
                // Nothing more can be typed, as at the end of the input.
                left = true;
            } catch (RuntimeException e) {
                problem = e;
            }
        }
    }
}
