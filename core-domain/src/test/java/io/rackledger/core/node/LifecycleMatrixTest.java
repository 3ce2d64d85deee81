package io.rackledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.node.IronicTable.Edge;
import io.rackledger.core.node.NodeEvent.ProvisionStateChanged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All states against all commands: nothing is undefined, nothing throws, and the whole is reviewed as a text. */
final class LifecycleMatrixTest {
    private static final String HOME = "core-domain/src/test/resources/io/rackledger/core/node/";

    @ParameterizedTest
    @EnumSource(ProvisionState.class)
    void reachesEveryStateByCommandsAlone(ProvisionState state) {
        NodeStories story = NodeStories.in(state);
        assertThat(story.node().state()).isEqualTo(state);
        assertThat(story.moves())
                .allSatisfy(move -> assertThat(Transitions.next(move.from(), move.trigger()))
                        .contains(move.to()));
    }

    @Test
    void decidesEveryCommandInEveryState() {
        StringBuilder out = new StringBuilder(
                "What every command leads to in every state. 'no-op' means accepted, nothing recorded.\n");
        for (ProvisionState state : ProvisionState.values()) {
            out.append("\n## ").append(state.wireName()).append('\n');
            for (Probe probe : Probe.all()) {
                NodeStories story = NodeStories.in(state);
                NodeCommand command = probe.command().apply(story);
                out.append("%-28s %s%n".formatted(probe.name(), words(story.decide(command))));
            }
        }
        Transcript.verify(HOME + "lifecycle-matrix.txt", out.toString());
    }

    @Test
    void decidesEveryVerbUnderHoldsAndMarks() {
        Protection mark = new Protection(true, "ticket 12");
        Map<String, NodeAttributes> marks = new LinkedHashMap<>();
        marks.put("no-operations hold", NodeStories.attributes());
        marks.put("no-scheduling hold", NodeStories.attributes());
        marks.put("protected", NodeStories.attributes(mark, Protection.NONE));
        marks.put("retired", NodeStories.attributes(Protection.NONE, mark));
        StringBuilder out = new StringBuilder("Which verbs, and deletion, a hold or mark takes away in each state.\n");
        for (Map.Entry<String, NodeAttributes> each : marks.entrySet()) {
            out.append("\n## ").append(each.getKey()).append('\n');
            for (ProvisionState state : ProvisionState.values()) {
                out.append("%-16s %s%n".formatted(state.wireName(), taken(state, each.getKey(), each.getValue())));
            }
        }
        Transcript.verify(HOME + "marks-matrix.txt", out.toString());
    }

    private static String taken(ProvisionState state, String mark, NodeAttributes attributes) {
        NodeStories free = NodeStories.in(state);
        NodeStories marked = mark.endsWith("hold") ? NodeStories.in(state) : markedLate(state, attributes);
        if (mark.endsWith("hold")) {
            marked.hold("h1", mark.startsWith("no-op") ? HoldScope.NO_OPERATIONS : HoldScope.NO_SCHEDULING, false);
        }
        List<String> lines = new ArrayList<>();
        for (Probe probe : Probe.all().subList(0, ProvisionVerb.values().length)) {
            Decision before = free.decide(probe.command().apply(free));
            Decision after = marked.decide(probe.command().apply(marked));
            if (before instanceof Decision.Accepted && after instanceof Decision.Rejected(var refusal)) {
                lines.add(probe.name() + " " + refusal.code());
            }
        }
        lines.add("delete " + words(marked.decide(new NodeCommand.Delete())));
        return String.join(", ", lines);
    }

    /** Marks are set when the node is in its state already: they must not change its way there. */
    private static NodeStories markedLate(ProvisionState state, NodeAttributes attributes) {
        return NodeStories.in(state).accept(new NodeCommand.ChangeAttributes(attributes));
    }

    @Test
    void takesEveryEdgeOfTheTableOrSaysWhyNot() {
        List<Edge> taken = new ArrayList<>();
        for (ProvisionState state : ProvisionState.values()) {
            NodeStories.in(state).moves().forEach(move -> taken.add(edge(move)));
            for (Probe probe : Probe.all()) {
                NodeStories story = NodeStories.in(state);
                if (story.decide(probe.command().apply(story)) instanceof Decision.Accepted(var events)) {
                    events.stream()
                            .filter(ProvisionStateChanged.class::isInstance)
                            .forEach(event -> taken.add(edge((ProvisionStateChanged) event)));
                }
            }
        }
        for (ProvisionVerb verb : List.of(ProvisionVerb.CLEAN, ProvisionVerb.INSPECT)) {
            taken.addAll(wholeRun(ProvisionState.MANAGEABLE, verb));
        }
        taken.addAll(wholeRun(ProvisionState.ACTIVE, ProvisionVerb.SERVICE));
        assertThat(taken).as("no edge but those of the table").isSubsetOf(IronicTable.edges());
        List<String> untaken = IronicTable.edges().stream()
                .filter(edge -> !taken.contains(edge))
                .map(Edge::toString)
                .toList();
        assertThat(untaken).containsExactlyInAnyOrderElementsOf(NEVER_TAKEN.keySet());
    }

    private static List<Edge> wholeRun(ProvisionState from, ProvisionVerb verb) {
        NodeStories story =
                NodeStories.in(from).act(verb).bmcConfirms().machineDone().bmcConfirms();
        return story.moves().stream().map(LifecycleMatrixTest::edge).toList();
    }

    /** Edges that the table has for Ironic's conductor, and why ours never takes them. */
    static final Map<String, String> NEVER_TAKEN = Map.of(
            "inspect wait done>manageable",
            "Ironic ends inspection from the wait; we power the machine off first, through inspecting",
            "cleaning hold>clean hold",
            "a hold step runs on the machine, so a node is in clean wait when it comes",
            "deploying hold>deploy hold",
            "likewise, in wait call-back",
            "servicing hold>service hold",
            "likewise, in service wait",
            "service hold fail>service failed",
            "a hold only reminds; an operator ends it by unhold, abort or service",
            "service failed wait>service wait",
            "Ironic's way back into a failed service; ours starts a new attempt by the verb service",
            "service failed hold>service hold",
            "likewise");

    private static Edge edge(ProvisionStateChanged move) {
        return new Edge(move.from(), move.trigger(), move.to());
    }

    private static String words(Decision decision) {
        return switch (decision) {
            case Decision.Rejected(var refusal) -> "refused " + refusal.code();
            case Decision.Accepted(var events) when events.isEmpty() -> "no-op";
            case Decision.Accepted(var events) -> path(events) + names(events);
        };
    }

    private static String path(List<NodeEvent> events) {
        return events.stream()
                .filter(ProvisionStateChanged.class::isInstance)
                .map(event -> "-> " + ((ProvisionStateChanged) event).to() + " ")
                .collect(Collectors.joining());
    }

    private static String names(List<NodeEvent> events) {
        return events.stream()
                .map(event -> event.getClass().getSimpleName())
                .filter(name -> !name.equals("ProvisionStateChanged"))
                .collect(Collectors.joining(", ", "(", ")"))
                .replace("()", "");
    }
}
