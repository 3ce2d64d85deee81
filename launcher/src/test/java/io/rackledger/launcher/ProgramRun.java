package io.rackledger.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import picocli.CommandLine;

/** One run of the program within the test's process, with all that it printed. */
public record ProgramRun(int exitCode, String out, String err) {
    public static ProgramRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine program = Rackledger.commandLine(Clock.systemUTC());
        program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new ProgramRun(program.execute(arguments), out.toString(), err.toString());
    }
}
