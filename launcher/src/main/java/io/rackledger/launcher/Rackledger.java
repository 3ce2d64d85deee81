package io.rackledger.launcher;

import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.kafka.SteadyTime;
import io.rackledger.launcher.bmc.BmcCommands;
import io.rackledger.launcher.boot.BootCommands;
import io.rackledger.launcher.client.ClientCommands;
import io.rackledger.launcher.client.ExitCodes;
import io.rackledger.launcher.clock.SteadyClock;
import io.rackledger.launcher.demo.DemoCommand;
import io.rackledger.launcher.engine.SocketBuffers;
import io.rackledger.launcher.engine.StartFailure;
import io.rackledger.launcher.serve.ServeCommand;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. Hands the clock of the machine to all commands. */
@Command(
        name = "rackledger",
        description = "Event-sourced provisioning engine for bare metal.",
        mixinStandardHelpOptions = true,
        version = "rackledger " + EventLog.PROGRAM_VERSION,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the engine refused, or what was asked for failed; the reason is printed",
            "2:the command line is wrong",
            "3:the engine cannot be reached, could not answer, or could not start",
            "4:the running engine could not go on; the reason is printed; start it again",
        })
public final class Rackledger {
    private static final Set<String> ENGINES = Set.of("serve", "demo");

    private Rackledger() {}

    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        if (Arrays.stream(arguments).anyMatch(ENGINES::contains)) {
            SocketBuffers.bound();
            SteadyTime.install(clock.millis(), SteadyClock.monotonicNanos());
        }
        System.exit(commandLine(clock).execute(arguments));
    }

    static CommandLine commandLine(Clock clock) {
        CommandLine program = new CommandLine(new Rackledger())
                .addSubcommand("node", ClientCommands.node())
                .addSubcommand("log", ClientCommands.log())
                .addSubcommand("dead-letters", ClientCommands.deadLetters())
                .addSubcommand("boot", BootCommands.boot(clock))
                .addSubcommand("bmc", BmcCommands.bmc(clock))
                .addSubcommand("serve", new ServeCommand(clock))
                .addSubcommand("demo", new DemoCommand(clock));
        program.getSubcommands().values().forEach(Rackledger::withHelp);
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, _) -> explain(exception, command.getErr()));
    }

    /** {@code --help} for the command and all below it: what cannot be asked for its options cannot be used. */
    private static void withHelp(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getSubcommands().values().forEach(Rackledger::withHelp);
    }

    private static int explain(Exception exception, PrintWriter err) throws Exception {
        if (exception instanceof StartFailure failure) {
            err.println("cannot start: " + failure.getMessage());
            err.println("  remedy: " + failure.remedy());
            return ExitCodes.UNAVAILABLE;
        }
        return ClientCommands.explain(exception, err);
    }
}
