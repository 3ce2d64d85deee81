package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.boot.RecordingEngine.Step;
import io.rackledger.boot.RunnerSandbox.Machine;
import io.rackledger.boot.RunnerSandbox.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The step runner as machines run it: small shells, few tools, an engine that comes and goes. */
final class RunnerScriptTest {
    private static final Step PASSES = new Step("first", 20, true, "echo one; echo two >&2\n");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void tellsEveryStepOfARunThatPasses(Machine machine) throws Exception {
        Step second = new Step("second", 20, true, "echo \"step $RACKLEDGER_STEP\"\n");
        try (RecordingEngine engine = new RecordingEngine(PASSES, second)) {
            Outcome outcome = new RunnerSandbox(directory, machine).run(engine);

            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            assertThat(engine.story())
                    .containsExactly(
                            "runner-started",
                            "step-started first",
                            "step-finished first 0",
                            "step-started second",
                            "step-finished second 0",
                            "runner-finished success");
            assertThat(engine.log(1)).asString().isEqualTo("one\ntwo\n");
            assertThat(engine.finishOf("second")).containsEntry("tail", "step second\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopsAtTheFirstRequiredStepThatFails(Machine machine) throws Exception {
        Step optional = new Step("optional", 20, false, "exit 3\n");
        Step fails = new Step("fails", 20, true, "echo no such disk; exit 7\n");
        Step never = new Step("never", 20, true, "echo never\n");
        try (RecordingEngine engine = new RecordingEngine(optional, fails, never)) {
            Outcome outcome = new RunnerSandbox(directory, machine).run(engine);

            assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(1);
            assertThat(engine.story())
                    .containsExactly(
                            "runner-started",
                            "step-started optional",
                            "step-finished optional 3",
                            "step-started fails",
                            "step-finished fails 7",
                            "runner-finished failure");
            assertThat(engine.events().getLast()).containsEntry("failedStep", "fails");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DASH_WITHOUT_SETSID", "DASH_WITH_WGET", "BUSYBOX_ALONE"})
    void endsAStepThatHangsTogetherWithAllItStarted(Machine machine) throws Exception {
        Path alive = directory.resolve("alive");
        String script = "(while :; do echo > '" + alive + "'; sleep 1; done) & echo waiting; sleep 1000\n";
        try (RecordingEngine engine = new RecordingEngine(new Step("hangs", 2, true, script))) {
            Outcome outcome = new RunnerSandbox(directory, machine).run(engine);

            assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(1);
            assertThat(engine.finishOf("hangs"))
                    .containsEntry("timedOut", "1")
                    .containsEntry("exit", "124")
                    .containsEntry("tail", "waiting\n");
            Files.delete(alive);
            await().during(Duration.ofMillis(1500)).until(() -> Files.notExists(alive));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DASH_WITH_CURL", "DASH_WITH_WGET", "BUSYBOX_ALONE"})
    void deliversEverythingOnceAndInOrderAfterTheEngineWasAway(Machine machine) throws Exception {
        deliversAllAfter(machine, Duration.ofSeconds(4));
    }

    @Test
    @Tag("full")
    void outlastsAMinuteWithoutTheEngine() throws Exception {
        deliversAllAfter(Machine.DASH_WITH_CURL, Duration.ofSeconds(60));
    }

    private void deliversAllAfter(Machine machine, Duration outage) throws Exception {
        String slow = "i=0; while [ $i -lt 4 ]; do echo line $i; i=$((i + 1)); sleep 1; done\n";
        Step big = new Step("big", 20, true, "i=0; while [ $i -lt 9000 ]; do echo bytes $i; i=$((i + 1)); done\n");
        try (RecordingEngine engine = new RecordingEngine(PASSES, new Step("slow", 20, true, slow), big)) {
            RunnerSandbox sandbox = new RunnerSandbox(directory, machine);
            Process runner = sandbox.start(engine.runUrl());
            await().atMost(Duration.ofSeconds(20)).until(() -> engine.log(2).length > 0);
            engine.goAway();
            await().pollDelay(outage).atMost(outage.plusSeconds(10)).until(runner::isAlive);
            engine.comeBack();
            Outcome outcome = sandbox.finish(runner);

            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            assertThat(engine.story()).hasSize(8).doesNotHaveDuplicates();
            assertThat(engine.everything())
                    .extracting(event -> Integer.parseInt(event.get("seq")))
                    .isEqualTo(IntStream.rangeClosed(1, engine.everything().size())
                            .boxed()
                            .toList());
            assertThat(engine.log(2)).asString().isEqualTo(lines("line", 4));
            assertThat(engine.log(3)).asString().isEqualTo(lines("bytes", 9000));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DASH_WITH_CURL", "DASH_WITH_WGET", "BUSYBOX_ALONE"})
    void resumesTheLogWhereTheEngineHasIt(Machine machine) throws Exception {
        String script = "i=0; while [ $i -lt 5000 ]; do echo bytes $i; i=$((i + 1)); done; sleep 5; echo end\n";
        try (RecordingEngine engine = new RecordingEngine(new Step("talks", 20, true, script))) {
            engine.loseAnswersToLogs(1);
            RunnerSandbox sandbox = new RunnerSandbox(directory, machine);
            Process runner = sandbox.start(engine.runUrl());
            await().atMost(Duration.ofSeconds(20)).until(() -> engine.log(1).length > 40_000);
            engine.forgetLogs();
            Outcome outcome = sandbox.finish(runner);

            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            assertThat(engine.conflicts()).isPositive();
            assertThat(engine.log(1)).asString().isEqualTo(lines("bytes", 5000) + "end\n");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DASH_WITH_CURL", "DASH_WITH_WGET", "BUSYBOX_WITH_CURL", "BUSYBOX_ALONE"})
    void carriesAnyByteInTailAndLog(Machine machine) throws Exception {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        StringBuilder script = new StringBuilder("printf '");
        for (int value = 0; value < 256; value++) {
            script.append("\\%03o".formatted(value));
            expected.write(value);
        }
        script.append("ü&=+%% \\n'\n");
        expected.writeBytes("ü&=+% \n".getBytes(StandardCharsets.UTF_8));
        try (RecordingEngine engine = new RecordingEngine(new Step("odd name +&", 20, true, script.toString()))) {
            Outcome outcome = new RunnerSandbox(directory, machine).run(engine);

            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            assertThat(engine.finishOf("odd name +&").get("tail").getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo(expected.toByteArray());
            assertThat(engine.log(1)).isEqualTo(machine.canSend(expected.toByteArray()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DASH_WITH_CURL", "BUSYBOX_ALONE"})
    void showsThatItIsAliveAndWhatItsClockSays(Machine machine) throws Exception {
        try (RecordingEngine engine = new RecordingEngine(new Step("quiet", 20, true, "sleep 4\n"))) {
            new RunnerSandbox(directory, machine).run(engine);

            List<Map<String, String>> told = engine.everything();
            assertThat(told.stream().filter(event -> "heartbeat".equals(event.get("event"))))
                    .hasSizeBetween(1, 4);
            assertThat(told)
                    .allSatisfy(event ->
                            assertThat(Double.parseDouble(event.get("clock"))).isGreaterThan(1.6e9));
            assertThat(told).extracting(event -> event.get("boot")).containsOnly(bootId());
        }
    }

    private static String bootId() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }

    @Test
    void runsOnceInABootHoweverOftenItIsStarted() throws Exception {
        Step fails = new Step("fails", 20, true, "sleep 1; exit 7\n");
        try (RecordingEngine engine = new RecordingEngine(fails)) {
            RunnerSandbox sandbox = new RunnerSandbox(directory, Machine.DASH_WITH_CURL);
            Process first = sandbox.start(engine.runUrl());
            await().until(() -> !engine.events().isEmpty());
            assertThat(sandbox.run(engine).exitCode()).isZero();
            assertThat(first.waitFor()).isEqualTo(1);
            assertThat(sandbox.run(engine).exitCode()).isEqualTo(1);

            assertThat(engine.story()).filteredOn("runner-started"::equals).hasSize(1);
        }
    }

    @Test
    void saysThatItWasSwitchedOffInTheMiddle() throws Exception {
        try (RecordingEngine engine = new RecordingEngine(new Step("long", 60, true, "sleep 50\n"))) {
            RunnerSandbox sandbox = new RunnerSandbox(directory, Machine.DASH_WITH_CURL);
            Process runner = sandbox.start(engine.runUrl());
            await().until(() -> engine.story().contains("step-started long"));
            runner.destroy();
            sandbox.finish(runner);

            assertThat(engine.events().getLast())
                    .containsEntry("result", "failure")
                    .containsEntry("failedStep", "long")
                    .containsEntry("detail", "the runner was told to stop");
        }
    }

    @Test
    void refusesAStepListThatIsNone() throws Exception {
        try (RecordingEngine engine = new RecordingEngine(new Step("<html>\nx", 20, true, "echo never\n"))) {
            Outcome outcome = new RunnerSandbox(directory, Machine.DASH_WITH_CURL).run(engine);

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(engine.story()).containsExactly("runner-started", "runner-finished failure");
            assertThat(engine.events().getLast().get("detail")).startsWith("the step list is not understood");
        }
    }

    @Test
    void refusesAMachineWhoseSeedWasMixedWithAnothers() throws Exception {
        try (RecordingEngine engine = new RecordingEngine(PASSES)) {
            RunnerSandbox sandbox = new RunnerSandbox(directory, Machine.DASH_WITH_CURL);
            Path instance = Files.createDirectories(directory.resolve("var/lib/cloud/instance"));
            Files.writeString(instance.resolve("vendor-data.txt"), "{ not: [yaml");
            assertThat(sandbox.run(engine).exitCode()).isEqualTo(1);

            assertThat(engine.story()).containsExactly("runner-started", "runner-finished failure");
            assertThat(engine.events().getLast())
                    .containsEntry("detail", "vendor data differs: served none, on this system 12 bytes");
        }
    }

    private static String lines(String word, int count) {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, count).forEach(i -> text.append("%s %d\n".formatted(word, i)));
        return text.toString();
    }
}
