package io.rackledger.launcher.demo;

import io.rackledger.launcher.client.ApiClient;
import io.rackledger.launcher.demo.Operator.Result;
import io.rackledger.launcher.rack.RackSlot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import tools.jackson.databind.JsonNode;

/** One run over the whole rack: an operator for each machine, all at once, and one board. */
final class DemoRun {
    private final ApiClient client;
    private final Board board;
    private final Clock clock;
    private final Instant start;
    private volatile Optional<Duration> firstActive = Optional.empty();

    /** @param start of the program, from which the first active node is counted */
    DemoRun(ApiClient client, Board board, Clock clock, Instant start) {
        this.client = client;
        this.board = board;
        this.clock = clock;
        this.start = start;
    }

    DemoReport over(List<RackSlot> slots) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        try (ScheduledExecutorService polling = Executors.newSingleThreadScheduledExecutor();
                ExecutorService operators = Executors.newVirtualThreadPerTaskExecutor();
                Fleet fleet = new Fleet(client, polling, this::seen)) {
            List<Future<Result>> working = new ArrayList<>();
            Operator operator = new Operator(client, fleet, DemoEngine.CREDENTIAL);
            for (int i = 0; i < slots.size(); i++) {
                RackSlot slot = slots.get(i);
                List<DemoPlan.Errand> errands = DemoPlan.errands(i + 1);
                working.add(operators.submit(() -> operator.carryOut(slot, errands)));
            }
            for (int i = 0; i < working.size(); i++) {
                results.add(result(working.get(i), slots.get(i)));
            }
        }
        board.finish();
        return new DemoReport(client, results, firstActive, Duration.between(start, clock.instant()));
    }

    private static Result result(Future<Result> working, RackSlot slot) throws InterruptedException {
        try {
            return working.get();
        } catch (ExecutionException e) {
            return new Result(slot, false, String.valueOf(e.getCause()), Optional.empty());
        }
    }

    private void seen(Map<String, JsonNode> nodes) {
        boolean active = nodes.values().stream()
                .anyMatch(row -> row.path("state").asString("").equals("active"));
        if (active && firstActive.isEmpty()) {
            firstActive = Optional.of(Duration.between(start, clock.instant()));
        }
        board.show(nodes);
    }
}
