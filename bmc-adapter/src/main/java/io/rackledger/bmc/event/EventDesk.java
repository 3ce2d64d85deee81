package io.rackledger.bmc.event;

import io.rackledger.bmc.effector.BmcSignals;
import io.rackledger.bmc.event.EventReader.Read;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.signal.SignalBody.BmcEventHeard;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes what BMCs post: each event becomes a signal of the node whose path it came by. It is durable before the BMC hears that it was taken; a
 * BMC that does not hear that sends it again, and the same event counts once. Thread-safe; blocks its (virtual) thread.
 */
public final class EventDesk {
    private static final Pattern SYSTEM = Pattern.compile("/Systems/[^/#?]+");

    private final EventSettings settings;
    private final NodeStates states;
    private final BmcSignals signals;
    private final Consumer<NodeId> powerNews;
    private final InstantSource clock;
    private final EventBudget budget = new EventBudget();
    private final Map<Outcome, AtomicLong> counts = new EnumMap<>(Outcome.class);

    /** @param powerNews told of each node whose BMC says something of its power, once that is in the log */
    public EventDesk(
            EventSettings settings,
            NodeStates states,
            BmcSignals signals,
            Consumer<NodeId> powerNews,
            InstantSource clock) {
        this.settings = settings;
        this.states = states;
        this.signals = signals;
        this.powerNews = powerNews;
        this.clock = clock;
        for (Outcome each : Outcome.values()) {
            counts.put(each, new AtomicLong());
        }
    }

    /** What became of a post. */
    public enum Outcome {
        /** All of its events are in the log. */
        KEPT,
        /** By no node's path, or by that of one that is not there any more. */
        UNKNOWN,
        MALFORMED,
        /** More of one BMC than are taken. */
        TOO_MANY,
        /** The log does not take it now. */
        LATER
    }

    /** @param words what is said to the BMC, empty where its events were taken */
    public record Taken(Outcome outcome, String words) {}

    /** Takes one post; returns when its events are in the log, or after 5 s at most. */
    public Taken take(String path, byte[] body) {
        Taken taken = judged(path, body);
        count(taken.outcome());
        return taken;
    }

    /** Counts what was no post, or could not be read whole. */
    public void refused() {
        count(Outcome.MALFORMED);
    }

    /** How many posts ended so. */
    public long posts(Outcome outcome) {
        return Objects.requireNonNull(counts.get(outcome)).get();
    }

    private Taken judged(String path, byte[] body) {
        Optional<Node> node = settings.nodeOf(path)
                .flatMap(id ->
                        states.current(id).state() instanceof Node living ? Optional.of(living) : Optional.empty());
        return node.map(living -> of(living, body))
                .orElseGet(() -> new Taken(Outcome.UNKNOWN, "Nobody's events are taken by this path."));
    }

    private Taken of(Node node, byte[] body) {
        return switch (EventReader.read(body, words -> settings.key().masked(node.id(), words))) {
            case Read.Unreadable(String reason) -> new Taken(Outcome.MALFORMED, reason);
            case Read.Events(List<BmcEventHeard> events) -> keep(node, events);
        };
    }

    private Taken keep(Node node, List<BmcEventHeard> all) {
        List<BmcEventHeard> events =
                all.stream().filter(event -> !isOfAnother(node, event)).toList();
        Instant now = clock.instant();
        if (!budget.take(node.id(), events.size(), now)) {
            return new Taken(
                    Outcome.TOO_MANY,
                    "Too many events of this BMC; " + EventBudget.PER_SECOND + " a second are taken in the long run.");
        }
        if (!signals.heard(node, events)) {
            return new Taken(Outcome.LATER, "The log does not take events now; send them again.");
        }
        if (events.stream().anyMatch(PowerNews::isIn)) {
            powerNews.accept(node.id());
        }
        return new Taken(Outcome.KEPT, "");
    }

    /** The BMC of a chassis tells everyone of all its systems: that of another one than the address of the node names is not the node's. */
    private static boolean isOfAnother(Node node, BmcEventHeard event) {
        Optional<String> own = node.attributes()
                .bmc()
                .flatMap(address -> system(String.valueOf(address.uri().getPath())));
        Optional<String> told = system(event.origin());
        return own.isPresent() && told.isPresent() && !own.equals(told);
    }

    private static Optional<String> system(String path) {
        Matcher matcher = SYSTEM.matcher(path);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private void count(Outcome outcome) {
        Objects.requireNonNull(counts.get(outcome)).incrementAndGet();
    }
}
