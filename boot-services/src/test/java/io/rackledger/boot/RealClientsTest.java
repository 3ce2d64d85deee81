package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rackledger.core.boot.Step;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalBody.FailureReported;
import io.rackledger.core.signal.SignalBody.RunnerFinished;
import io.rackledger.core.signal.SignalBody.StepFinished;
import io.rackledger.core.signal.SignalBody.StepLogged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients that machines really have. Each is left out where this machine lacks it. */
final class RealClientsTest {
    @TempDir
    Path directory;

    private Rack rack;

    @BeforeEach
    void start() throws IOException {
        rack = new Rack(directory);
        rack.planInspection();
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    static Stream<Arguments> clients() {
        return Stream.of(
                Arguments.of("curl", "curl -gsSf -o %s %s", "curl -gsSf --data-binary @%s %s"),
                Arguments.of("wget", "wget -q -O %s %s", "wget -q -O /dev/null --post-file=%s %s"),
                Arguments.of("busybox", "busybox wget -q -O %s %s", "busybox wget -q -O /dev/null --post-file %s %s"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void fetchesAndPosts(String program, String get, String post) throws Exception {
        assumeTrue(present(program), program + " is not installed");
        String token = rack.ephemeralToken();
        Path fetched = directory.resolve("fetched");
        assertThat(run(get.formatted(fetched, rack.at("/files/vmlinuz?t=" + token))))
                .isZero();
        assertThat(fetched).hasBinaryContent(Rack.KERNEL);
        assertThat(run(get.formatted(fetched, rack.at("/nc/" + token + "/vendor-data"))))
                .isZero();
        assertThat(fetched).isEmptyFile();
        assertThat(run(get.formatted(fetched, rack.at("/nc/unknown/meta-data"))))
                .isNotZero();

        Path body = Files.writeString(directory.resolve("body"), "link=disk&detail=gone");
        int posted = run(post.formatted(body, rack.at("/fail/" + token)));
        assumeTrue(posted == 0 || !program.equals("busybox"), "this busybox cannot post a file");
        assertThat(rack.signals.of(FailureReported.class))
                .extracting(signal -> signal.body())
                .containsExactly(new FailureReported("disk", "gone"));
    }

    /** With steps of its own only: the engine's write to disks, and this machine has some. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"dash", "busybox sh"})
    void runsTheServedStepRunnerToItsEnd(String shell) throws Exception {
        assumeTrue(present(shell.split(" ")[0]), shell + " is not installed");
        rack.planSteps(List.of(
                new Step("look", "echo hello\n", Duration.ofSeconds(20), true),
                new Step("shrug", "exit 3\n", Duration.ofSeconds(20), false),
                new Step("break", "echo last words; exit 7\n", Duration.ofSeconds(20), true),
                new Step("never", "echo never\n", Duration.ofSeconds(20), true)));
        runRunner(shell, rack.get("/nc/" + rack.ephemeralToken() + "/user-data").body());

        assertThat(rack.signals.of(SignalBody.RunnerStarted.class)).hasSize(1);
        assertThat(rack.signals.of(StepFinished.class).stream().map(signal -> (StepFinished) signal.body()))
                .extracting(StepFinished::step, StepFinished::exit, StepFinished::tail)
                .containsExactly(tuple("look", 0, "hello\n"), tuple("shrug", 3, ""), tuple("break", 7, "last words\n"));
        assertThat(rack.signals.of(StepLogged.class).stream().map(Signal::body))
                .containsExactly(new StepLogged(1, 0, "hello\n"), new StepLogged(3, 0, "last words\n"));
        assertThat(rack.signals.of(RunnerFinished.class).stream().map(Signal::body))
                .containsExactly(new RunnerFinished(false, "break"));
        assertThat(rack.signals.all())
                .allSatisfy(signal -> assertThat(signal.body()).isNotInstanceOf(SignalBody.RequestRefused.class));
    }

    private void runRunner(String shell, String script) throws Exception {
        Path runner = Files.writeString(directory.resolve("runner"), script);
        Path place = Files.createDirectories(directory.resolve("run"));
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(Stream.of(shell.split(" ")), Stream.of(runner.toString()))
                        .toList());
        builder.environment().put("RACKLEDGER_RUN_DIR", place.toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private int run(String command) throws Exception {
        Process process = new ProcessBuilder(List.of(command.split(" ")))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static boolean present(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
