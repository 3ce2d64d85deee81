package io.rackledger.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The program as a user runs it, against prepared answers of the engine. */
final class CommandLineTest {
    private static final String NODE = """
            {"id":"6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b","name":"web-1","state":"inspect failed","power":"on",
             "stateSince":"2026-03-01T10:00:10Z","failure":{"code":"NO_METADATA_FETCH"},
             "waiting":{"what":"an operator\\u001b[31m to decide","deadline":"2026-03-02T10:00:10Z"}}
            """;

    private final StubServer server = new StubServer();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsNodesAsATableWithoutControlCharacters() {
        server.answers("/api/v1/nodes", 200, "{\"items\":[" + NODE + "],\"next\":\"c1\"}");
        assertThat(run("node", "list", "--filter", "kind:failed")).isZero();
        assertThat(out.toString())
                .contains("NAME", "WAITING FOR", "web-1", "inspect failed", "2026-03-02 10:00:10")
                .contains("an operator?[31m to decide")
                .contains("more: --cursor c1")
                .doesNotContain("\u001b");
        assertThat(server.paths()).containsExactly("/api/v1/nodes?filter=kind%3Afailed&limit=100");
    }

    @Test
    void printsJsonAndYamlAsTheEngineAnswered() {
        server.answers("/api/v1/nodes/web-1", 200, NODE);
        assertThat(run("node", "show", "web-1", "-o", "json")).isZero();
        assertThat(out.toString()).contains("\"state\" : \"inspect failed\"").doesNotContain("\u001b");
        assertThat(run("node", "show", "web-1", "-o", "yaml", "--at", "3:12")).isZero();
        assertThat(out.toString()).contains("state: \"inspect failed\"");
        assertThat(server.paths()).contains("/api/v1/nodes/web-1?at=3%3A12");
    }

    @Test
    void showsTheSentenceOfAFailureFirst() {
        String sentence = "10.0.0.7 has its kernel, but no request for meta-data came.";
        server.answers(
                "/api/v1/nodes/web-1",
                200,
                NODE.replace("METADATA_FETCH\"", "METADATA_FETCH\",\"sentence\":\"" + sentence + "\""));
        server.answers("/api/v1/nodes/web-2", 200, "{\"name\":\"web-2\",\"state\":\"available\",\"failure\":null}");
        assertThat(run("node", "show", "web-1")).isZero();
        assertThat(out.toString().lines().findFirst()).contains(sentence);
        out.getBuffer().setLength(0);
        assertThat(run("node", "show", "web-2")).isZero();
        assertThat(out.toString().lines().findFirst()).contains("name: web-2");
    }

    @Test
    void sendsAVerbUnderAKeyAndInANameOfItsOwn() {
        server.answers("/api/v1/nodes/web-1/actions/deploy", 202, "{\"state\":\"deploying\"}");
        assertThat(run("node", "deploy", "web-1", "--image", "debian.raw", "--actor", "ada", "--idempotency-key", "k1"))
                .isZero();
        StubServer.Asked asked = server.asked().getFirst();
        assertThat(asked.body()).isEqualTo("{\"instance\":{\"name\":\"web-1\",\"image\":\"debian.raw\"}}");
        assertThat(asked.headers().get("Idempotency-key")).containsExactly("k1");
        assertThat(asked.headers().get("X-rackledger-actor")).containsExactly("ada");
    }

    @Test
    void tellsARefusalByWhatFieldAndRemedyAndExitsWithOne() {
        server.answers("/api/v1/nodes/web-1/actions/provide", 409, """
                {"status":409,"detail":"provide is not allowed in state active","code":"STATE_FORBIDS","field":"verb",
                 "remedy":"allowed now: undeploy","node":{"state":"active"}}
                """);
        assertThat(run("node", "provide", "web-1")).isEqualTo(1);
        assertThat(err.toString())
                .contains("refused: provide is not allowed in state active")
                .contains("field: verb")
                .contains("remedy: allowed now: undeploy")
                .contains("code: STATE_FORBIDS");
    }

    @Test
    void exitsWithThreeWhenNobodyAnswers() {
        server.close();
        assertThat(run("node", "list")).isEqualTo(3);
        assertThat(err.toString()).contains("does not answer").contains("remedy: start it with");
    }

    @Test
    void exitsWithTwoOnAWrongCommandLine() {
        assertThat(run("node", "list", "--nonsense")).isEqualTo(2);
        assertThat(run("nonsense")).isEqualTo(2);
    }

    @Test
    void followsTheStreamAndTellsWhenTheEngineEndsIt() {
        server.answers(
                "/api/v1/stream/nodes",
                200,
                ": hello\n\nid: 0:1\nevent: node\ndata: " + NODE.replace("\n", " ") + "\n\n");
        assertThat(run("log", "tail", "--from", "0:0")).isEqualTo(3);
        assertThat(out.toString()).contains("web-1").contains("inspect failed");
        assertThat(server.asked().getFirst().headers().get("Last-event-id")).containsExactly("0:0");
    }

    @Test
    void listsDeadLettersAndFailsARetryThatLeavesSome() {
        server.answers(
                "/api/v1/dead-letters",
                200,
                "{\"items\":[{\"id\":\"node-events:3:12\",\"kind\":\"gap\",\"name\":\"web-1\",\"reason\":\"a record is missing\"}]}");
        assertThat(run("dead-letters", "list", "--node", "web-1")).isZero();
        assertThat(out.toString()).contains("node-events:3:12", "gap", "a record is missing");
        server.answers("/api/v1/dead-letters/retry", 200, "{\"retried\":2,\"remaining\":1,\"reason\":\"still\"}");
        assertThat(run("dead-letters", "retry", "web-1")).isEqualTo(1);
        assertThat(out.toString()).contains("remaining: 1", "reason: still");
        assertThat(server.paths())
                .containsExactly("/api/v1/dead-letters?node=web-1", "/api/v1/dead-letters/retry?node=web-1");
    }

    @Test
    void documentsEveryCommandAndItsExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("serve", "demo", "node", "log", "Exit codes:");
        CommandLine program = Rackledger.commandLine(Clock.systemUTC());
        assertThat(program.getSubcommands().values())
                .allSatisfy(command -> assertThat(
                                command.getCommandSpec().usageMessage().description())
                        .isNotEmpty());
    }

    @Test
    void namesTheOptionsOfACommandWhereverItIsAskedForHelp() {
        StringWriter said = new StringWriter();
        CommandLine program = Rackledger.commandLine(Clock.systemUTC()).setOut(new PrintWriter(said, true));
        assertThat(program.execute("serve", "--help")).isZero();
        assertThat(said.toString()).contains("--boot-url", "--tftp-port", "--dhcp-pool");
        assertThat(program.execute("node", "list", "--help")).isZero();
    }

    private int run(String... arguments) {
        CommandLine program = Rackledger.commandLine(Clock.systemUTC());
        program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        boolean asks = arguments.length > 1 && !arguments[0].startsWith("-");
        String[] all = asks ? withServer(arguments) : arguments;
        return program.execute(all);
    }

    private String[] withServer(String[] arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--server";
        all[arguments.length + 1] = server.url("");
        return all;
    }
}
