package io.rackledger.query.filter;

import io.rackledger.core.failure.FailureCategory;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.node.AttemptOutcome;
import io.rackledger.core.node.AttemptStage;
import io.rackledger.core.node.LifecycleAction;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.StateKind;
import io.rackledger.core.node.WaitSubject;
import io.rackledger.query.document.NodeSummary;
import io.rackledger.query.document.WaitDocument;
import io.rackledger.query.document.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What nodes can be filtered by: a word, a flag or an age. */
enum FilterField {
    ID("node_id::text", s -> Optional.of(s.id())),
    NAME("name", s -> Optional.of(s.name())),
    STATE("state", s -> Optional.of(s.state()), words(ProvisionState.values())),
    KIND("kind", s -> Optional.of(s.kind()), words(StateKind.values())),
    TARGET("target", NodeSummary::target, words(ProvisionState.values())),
    POWER("power", s -> Optional.of(s.power()), words(PowerState.values())),
    DRIVER("driver", s -> Optional.of(s.driver())),
    RESOURCE_CLASS("resource_class", s -> Optional.of(s.resourceClass())),
    OWNER("owner", s -> Optional.of(s.owner())),
    INSTANCE("instance", NodeSummary::instance),
    IMAGE("image", NodeSummary::image),
    ACTION("action", s -> s.attempt().map(NodeSummary.AttemptBrief::action), words(LifecycleAction.values())),
    STAGE("stage", s -> s.attempt().map(NodeSummary.AttemptBrief::stage), words(AttemptStage.values())),
    OUTCOME("outcome", s -> s.attempt().map(NodeSummary.AttemptBrief::outcome), words(AttemptOutcome.values())),
    WAITING("wait_subject", s -> s.waiting().map(WaitDocument::subject), words(WaitSubject.values())),
    FAILURE("failure", s -> s.failure().map(NodeSummary.FailureBrief::code), names(FailureCode.values())),
    CATEGORY("category", s -> s.failure().map(NodeSummary.FailureBrief::category), words(FailureCategory.values())),
    HELD(FieldKind.FLAG, "held", s -> flag(s.holds() > 0)),
    PAUSED(
            FieldKind.FLAG,
            "paused",
            s -> flag(s.waiting().filter(WaitDocument::paused).isPresent())),
    PROTECTED(FieldKind.FLAG, "protected", s -> flag(s.guarded())),
    /** The BMC can be worked with, as far as is known. */
    REACHABLE(FieldKind.FLAG, "reachable", s -> flag(s.reachable())),
    RETIRED(FieldKind.FLAG, "retired", s -> flag(s.retired())),
    DELETED(FieldKind.FLAG, "deleted", s -> flag(s.deleted())),
    /** A deadline has passed. */
    LATE(FieldKind.FLAG, "coalesce(wait_due < ?, false)", s -> Optional.empty()),
    /** A dead letter stands in its way: the row is older than the log. */
    STALE(FieldKind.FLAG, "(stale is not null)", s -> Optional.empty()),
    /** How long in the present state. */
    IN_STATE(FieldKind.AGE, "state_since", s -> Optional.of(s.stateSince().toString())),
    /** How long nothing was heard; since the present state began where nothing ever was. */
    SILENT(FieldKind.AGE, "coalesce(heard.seen_at, state_since)", s -> Optional.empty());

    private final FieldKind kind;
    private final String column;
    private final Function<NodeSummary, Optional<String>> value;
    private final List<String> accepted;

    FilterField(String column, Function<NodeSummary, Optional<String>> value) {
        this(FieldKind.WORD, column, value, List.of());
    }

    FilterField(String column, Function<NodeSummary, Optional<String>> value, List<String> accepted) {
        this(FieldKind.WORD, column, value, accepted);
    }

    FilterField(FieldKind kind, String column, Function<NodeSummary, Optional<String>> value) {
        this(kind, column, value, kind == FieldKind.FLAG ? List.of("true", "false") : List.of());
    }

    FilterField(FieldKind kind, String column, Function<NodeSummary, Optional<String>> value, List<String> accepted) {
        this.kind = kind;
        this.column = column;
        this.value = value;
        this.accepted = accepted;
    }

    /** As written in a filter: {@code resource_class}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    FieldKind kind() {
        return kind;
    }

    String column() {
        return column;
    }

    Optional<String> valueOf(NodeSummary summary) {
        return value.apply(summary);
    }

    /** The values there are; empty where anything goes. */
    List<String> accepted() {
        return accepted;
    }

    /** Accepts {@code resource_class} and {@code resourceClass}. */
    static Optional<FilterField> of(String word) {
        String snake = word.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(field -> field.word().equals(snake))
                .findFirst();
    }

    static String all() {
        return String.join(", ", Arrays.stream(values()).map(FilterField::word).toList());
    }

    private static List<String> words(Enum<?>[] values) {
        return Stream.of(values).map(Wire::of).toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }

    private static Optional<String> flag(boolean on) {
        return Optional.of(Boolean.toString(on));
    }
}
