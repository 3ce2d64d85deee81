package io.rackledger.boot.report;

import io.rackledger.core.signal.SignalBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a post of the step runner says. */
public sealed interface RunnerReport {
    /**
     * An event of the runner.
     *
     * @param bodies what it means, mostly one thing
     * @param boot the kernel's id of this boot
     * @param seq the runner's own count, which tells two equal events apart and a repeat from a new one
     */
    record Understood(String event, String boot, long seq, Optional<Instant> nodeClock, List<SignalBody> bodies)
            implements RunnerReport {
        /** What makes the event the same one when it comes again. */
        public List<String> parts(SignalBody body) {
            return List.of(
                    "runner", boot, event, Long.toString(seq), body.getClass().getSimpleName());
        }

        /** Number of the step that begins, 0 where none does. */
        public int startedStep() {
            return bodies.getFirst() instanceof SignalBody.StepStarted started ? started.index() : 0;
        }
    }

    /** Not what our step runner sends. */
    record Garbled(String reason) implements RunnerReport {}

    static RunnerReport parse(FormFields fields) {
        return new Reading(fields).report();
    }

    /** The fields of one event. */
    final class Reading {
        private static final int MOST_STEPS = 10_000;
        private static final long DAY_MILLIS = 86_400_000L;
        private static final Pattern BOOT_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
        private static final int LONGEST_TAIL = 8000;

        private final FormFields fields;

        private Reading(FormFields fields) {
            this.fields = fields;
        }

        private RunnerReport report() {
            String event = fields.text("event").orElse("");
            Optional<Long> seq = fields.number("seq", 1, Integer.MAX_VALUE);
            Optional<String> boot =
                    fields.text("boot").filter(id -> BOOT_ID.matcher(id).matches());
            if (seq.isEmpty() || boot.isEmpty()) {
                return new Garbled("The event lacks a whole number seq from 1, or the boot id boot.");
            }
            List<SignalBody> bodies = bodies(event, boot.orElseThrow());
            Optional<Instant> clock = fields.text("clock").flatMap(NodeClock::parse);
            return bodies.isEmpty()
                    ? new Garbled("The event is none of the step runner's, or a field of it is missing.")
                    : new Understood(event, boot.orElseThrow(), seq.orElseThrow(), clock, bodies);
        }

        private List<SignalBody> bodies(String event, String boot) {
            return switch (event) {
                case "runner-started" -> List.of(new SignalBody.RunnerStarted(boot));
                case "heartbeat" -> List.of(new SignalBody.HeartbeatReceived());
                case "step-started" -> stepStarted();
                case "step-finished" -> stepFinished();
                case "runner-finished" -> runnerFinished();
                default -> List.of();
            };
        }

        private List<SignalBody> stepStarted() {
            return index().<List<SignalBody>>map(index -> List.of(new SignalBody.StepStarted(index, step())))
                    .orElse(List.of());
        }

        private List<SignalBody> stepFinished() {
            Optional<Integer> index = index();
            Optional<Long> exit = fields.number("exit", Integer.MIN_VALUE, Integer.MAX_VALUE);
            if (index.isEmpty() || exit.isEmpty()) {
                return List.of();
            }
            long millis = fields.number("durationMs", 0, 365 * DAY_MILLIS).orElse(0L);
            boolean timedOut = fields.text("timedOut").filter("1"::equals).isPresent();
            String tail = ForeignText.lines(fields.bytes("tail").orElse(new byte[0]));
            String bounded = tail.length() <= LONGEST_TAIL ? tail : tail.substring(tail.length() - LONGEST_TAIL);
            return List.of(new SignalBody.StepFinished(
                    index.orElseThrow(),
                    step(),
                    exit.orElseThrow().intValue(),
                    Duration.ofMillis(millis),
                    timedOut,
                    bounded));
        }

        /** A runner that fails outside of any step says why; that reason would have no place in the end's own signal. */
        private List<SignalBody> runnerFinished() {
            Optional<String> result =
                    fields.text("result").filter(text -> text.equals("success") || text.equals("failure"));
            if (result.isEmpty()) {
                return List.of();
            }
            boolean success = result.orElseThrow().equals("success");
            String failed = success ? "" : fields.text("failedStep").orElse("");
            List<SignalBody> bodies = new ArrayList<>();
            fields.text("detail")
                    .filter(_ -> !success && failed.isEmpty())
                    .ifPresent(detail -> bodies.add(new SignalBody.FailureReported("step runner", detail)));
            bodies.add(new SignalBody.RunnerFinished(success, failed));
            return List.copyOf(bodies);
        }

        private Optional<Integer> index() {
            return fields.number("index", 1, MOST_STEPS).map(Long::intValue);
        }

        private String step() {
            return fields.text("step").orElse("");
        }
    }
}
