package io.rackledger.launcher.rack;

import io.rackledger.launcher.rack.MachineHttp.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The step runner as the engine sees it: fetches all steps, runs them in order, reports each, stops at the first that fails. */
final class StepRunner {
    private static final String AGENT = "curl/7.88.1";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int TRIES = 20;

    private final MachineHttp http;
    private final PowerCord cord;
    private final Clock clock;
    private final String base;
    private final Duration heartbeat;
    private final String bootId;
    private int sequence;

    StepRunner(MachineHttp http, PowerCord cord, Clock clock, UserDataText userData, String bootId) {
        this.http = http;
        this.cord = cord;
        this.clock = clock;
        this.base = userData.runnerUrl().orElseThrow();
        this.heartbeat = Duration.ofSeconds(userData.heartbeatSeconds());
        this.bootId = bootId;
    }

    /** A step as the list and its script name it. */
    record FetchedStep(int index, String name, Duration limit, boolean required, String script) {}

    /** What a step did. */
    record StepEnd(int exit, Duration took, boolean timedOut, String output) {}

    /** What steps do on this machine. */
    interface Hardware {
        /** Runs the step; gives signs of life while it takes its time. */
        StepEnd run(FetchedStep step, LifeSigns signs) throws PowerLost;
    }

    /** Lets time go by while the runner beside it says that it lives. */
    interface LifeSigns {
        void spend(Duration time) throws PowerLost;
    }

    boolean run(Hardware hardware) throws PowerLost {
        event(Map.of("event", "runner-started"));
        for (FetchedStep step : fetch()) {
            event(Map.of("event", "step-started", "step", step.name(), "index", "" + step.index()));
            StepEnd end = hardware.run(step, this::spend);
            log(step, end.output());
            event(Map.of(
                    "event",
                    "step-finished",
                    "step",
                    step.name(),
                    "index",
                    "" + step.index(),
                    "exit",
                    "" + end.exit(),
                    "durationMs",
                    "" + end.took().toMillis(),
                    "timedOut",
                    end.timedOut() ? "1" : "0",
                    "tail",
                    end.output()));
            if (end.exit() != 0 && step.required()) {
                event(Map.of("event", "runner-finished", "result", "failure", "failedStep", step.name()));
                return false;
            }
        }
        event(Map.of("event", "runner-finished", "result", "success", "failedStep", ""));
        return true;
    }

    private List<FetchedStep> fetch() throws PowerLost {
        List<FetchedStep> steps = new ArrayList<>();
        for (String line : get(base + "/steps").text().lines().toList()) {
            String[] columns = line.split("\t", -1);
            String script = get(base + "/steps/" + columns[0]).text();
            Duration limit = Duration.ofSeconds(Long.parseLong(columns[2]));
            steps.add(new FetchedStep(Integer.parseInt(columns[0]), columns[1], limit, columns[3].equals("1"), script));
        }
        return steps;
    }

    private void spend(Duration time) throws PowerLost {
        Duration left = time;
        while (left.compareTo(heartbeat) > 0) {
            cord.spend(heartbeat);
            event(Map.of("event", "heartbeat"));
            left = left.minus(heartbeat);
        }
        cord.spend(left);
    }

    private void log(FetchedStep step, String output) throws PowerLost {
        byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            post(base + "/log/" + step.index() + "?offset=0", "application/octet-stream", bytes);
        }
    }

    private void event(Map<String, String> fields) throws PowerLost {
        long now = clock.millis();
        StringBuilder form = new StringBuilder("seq=" + ++sequence + "&boot=" + bootId)
                .append("&clock=%d.%03d".formatted(now / 1000, now % 1000));
        fields.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        post(base + "/events", FORM, form.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private Reply get(String url) throws PowerLost {
        Reply reply = http.get(url, AGENT, cord);
        for (int i = 1; i < TRIES && !reply.good(); i++) {
            cord.spend(BETWEEN_TRIES);
            reply = http.get(url, AGENT, cord);
        }
        return reply;
    }

    private void post(String url, String type, byte[] body) throws PowerLost {
        for (int i = 0; i < TRIES; i++) {
            int status = http.post(url, type, body, cord).status();
            // A refusal for good, or a log offset that the engine has already: no use in saying it again.
            if (status / 100 == 2 || status == 400 || status == 409) {
                return;
            }
            cord.spend(BETWEEN_TRIES);
        }
    }
}
