package io.rackledger.core.node;

import io.rackledger.core.plan.BootPlanner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/node-lifecycle.md is written from the code; this test fails when it is stale and tells how to rewrite it. */
final class LifecycleDocumentTest {
    @Test
    void isTrueToTheCode() {
        Transcript.verify("docs/node-lifecycle.md", head() + states() + diagram() + transitions() + verbs() + waits());
    }

    private static String head() {
        return """
                # The life of a node

                Generated from `core-domain`; do not edit. Rewrite it with `mvn -q -pl core-domain -am test -Dtests.jvm=-Drackledger.rewrite=true`.

                The states, verbs and transitions are those of OpenStack Ironic. What every command leads to in every state stands in
                [lifecycle-matrix.txt](../core-domain/src/test/resources/io/rackledger/core/node/lifecycle-matrix.txt), what holds and marks take
                away in [marks-matrix.txt](../core-domain/src/test/resources/io/rackledger/core/node/marks-matrix.txt). Why a node failed:
                [failure-codes.md](failure-codes.md).

                ## States
                | state | kind | meaning | waits for | on expiry | boots | verbs |
                | --- | --- | --- | --- | --- | --- | --- |
                """;
    }

    private static String states() {
        StringBuilder out = new StringBuilder();
        for (ProvisionState state : ProvisionState.values()) {
            Node node = NodeStories.in(state).node();
            Optional<Wait> waiting = node.waiting();
            out.append("| %s | %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            state.wireName(),
                            lower(state.kind()),
                            state.meaning(),
                            waiting.map(wait -> wait.subject().words()).orElse("-"),
                            waiting.map(wait -> lower(wait.onExpiry())).orElse("-"),
                            BootPlanner.of(node, 1, NodeStories.POLICY).kind().wireName(),
                            verbsIn(state)));
        }
        return out.toString();
    }

    private static String verbsIn(ProvisionState state) {
        String verbs = Arrays.stream(ProvisionVerb.values())
                .filter(verb -> Verbs.allowed(state, verb))
                .map(ProvisionVerb::wireName)
                .collect(Collectors.joining(", "));
        return verbs.isEmpty() ? "-" : verbs;
    }

    private static String diagram() {
        StringBuilder out = new StringBuilder("\n## Picture\n```mermaid\nstateDiagram-v2\n    direction LR\n");
        for (ProvisionState state : ProvisionState.values()) {
            out.append("    %s : %s%n".formatted(id(state), state.wireName()));
        }
        out.append("    [*] --> ").append(id(ProvisionState.ENROLL)).append('\n');
        for (ProvisionState state : ProvisionState.values()) {
            targets(state)
                    .forEach((to, triggers) -> out.append(
                            "    %s --> %s : %s%n".formatted(id(state), id(to), String.join(", ", triggers))));
        }
        return out.append("```\n").toString();
    }

    private static Map<ProvisionState, List<String>> targets(ProvisionState state) {
        Map<ProvisionState, List<String>> targets = new TreeMap<>();
        new TreeMap<>(Transitions.of(state))
                .forEach((trigger, to) ->
                        targets.computeIfAbsent(to, _ -> new ArrayList<>()).add(lower(trigger)));
        return targets;
    }

    private static String id(ProvisionState state) {
        return lower(state);
    }

    private static String transitions() {
        StringBuilder out = new StringBuilder("\n## Transitions\n| from | trigger | to |\n| --- | --- | --- |\n");
        for (ProvisionState state : ProvisionState.values()) {
            new TreeMap<>(Transitions.of(state))
                    .forEach((trigger, to) -> out.append("| %s | %s | %s |%n".formatted(state, lower(trigger), to)));
        }
        out.append("\nNever taken by us, though legal:\n");
        new TreeMap<>(LifecycleMatrixTest.NEVER_TAKEN)
                .forEach((edge, why) -> out.append("- `%s`: %s%n".formatted(edge, why)));
        return out.toString();
    }

    private static String verbs() {
        return """

                ## Verbs
                Refusals are told in this order: a hold (`HELD`), the state (`STATE_FORBIDS`, `NOTHING_TO_ABORT`), a mark (`PROTECTED`, `RETIRED`),
                arguments (`ARGUMENT_MISSING`, `ARGUMENT_INVALID`).
                - `abort` is accepted in every state that is not stable; in a failed state it changes nothing, but for `service failed`, where it
                  leads back to `active`.
                - A `no-operations` hold refuses deploy, rebuild, clean, provide, rescue, unrescue, service, unhold and adopt; `no-scheduling` refuses
                  deploy. Several holds coexist.
                - `protected` forbids undeploy, rebuild and deletion; `retired` forbids provide and deploy, and cleaning then ends in `manageable`.
                """;
    }

    private static String waits() {
        WaitPolicy policy = NodeStories.POLICY;
        return """

                ## Waits
                Every state that is not stable, and `error`, has a wait with three clocks: *phase* (all of it), *progress* (the next link of the boot
                chain) and *liveness* (the next sign of life, from the start of the step runner to its end). A hold that pauses stops all three, and
                its release restarts them with the time that was left.
                | | standard |
                | --- | --- |
                | a power action with its verification | %s |
                | a whole boot in memory, plus the limits of its steps | %s |
                | the installed system until its report | %s |
                | the next link of the chain, for a running step plus its limit | %s |
                | silence of a running machine | %s |
                | until an operator is reminded; doubles up to 7 d | %s |
                | boot script requests in one attempt | %d |
                """.formatted(
                        words(policy.bmc()),
                        words(policy.machine()),
                        words(policy.installed()),
                        words(policy.progress()),
                        words(policy.liveness()),
                        words(policy.operator()),
                        policy.bootBudget());
    }

    private static String words(Duration duration) {
        return duration.toMinutes() < 180 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
