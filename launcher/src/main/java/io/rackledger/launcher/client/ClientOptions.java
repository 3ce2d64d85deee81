package io.rackledger.launcher.client;

import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options of every command that asks a running engine. */
public final class ClientOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:RACKLEDGER_SERVER:-http://127.0.0.1:8480}",
            description = "Where the engine's API answers; default ${DEFAULT-VALUE}, or RACKLEDGER_SERVER.")
    private String server = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            defaultValue = "${env:RACKLEDGER_ACTOR:-${sys:user.name}}",
            description = "Who asks, for the record; default the user of this session.")
    private String actor = "";

    /** The same that waits so long for each answer. */
    public ApiClient client(Duration patience) {
        return new ApiClient(server, actor, patience);
    }

    /** A client of that engine; to be closed. */
    public ApiClient client() {
        return new ApiClient(server, actor);
    }

    /** Prints as the user asked. */
    public Printer printer(PrintWriter out) {
        return new Printer(out, output);
    }

    /** How to print. */
    public Output output() {
        return output;
    }
}
