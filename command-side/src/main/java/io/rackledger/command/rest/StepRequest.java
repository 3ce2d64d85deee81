package io.rackledger.command.rest;

import io.rackledger.core.boot.Step;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A step as a request names it.
 *
 * @param name 1 to 64 of a-z, 0-9, '.', '_' and '-'
 * @param script POSIX sh; absent for one of the engine's own steps of that name
 * @param limitSeconds 1 to 86400; 600 where absent
 * @param required whether its failure ends the attempt; true where absent
 */
record StepRequest(
        String name,
        @Nullable String script,
        @Nullable Long limitSeconds,
        @Nullable Boolean required) {
    private static final long USUAL_LIMIT = 600;

    static List<Step> all(@Nullable List<StepRequest> steps) {
        List<StepRequest> given = steps == null ? List.of() : steps;
        return IntStream.range(0, given.size())
                .mapToObj(i -> given.get(i).step("steps[" + i + "]"))
                .toList();
    }

    private Step step(String field) {
        return FieldFault.parse(
                field,
                () -> new Step(
                        name == null ? "" : name,
                        script == null ? "" : script,
                        Duration.ofSeconds(limitSeconds == null ? USUAL_LIMIT : limitSeconds),
                        required == null || required));
    }
}
