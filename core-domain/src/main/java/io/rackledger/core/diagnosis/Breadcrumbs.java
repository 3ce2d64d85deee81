package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the signals of one boot chain have shown so far: an immutable fold. The same signals in another order of arrival fold to an equal
 * value; a signal that arrives twice counts once where it is told by its id (the follower drops those).
 *
 * @param crumbs each link once, as first seen, in the order of our clock
 * @param bootRequests how often the machine asked for its boot script
 * @param heard when and from where the machine was last heard of
 * @param told what inventory steps told
 * @param troubles what speaks against a good end
 * @param hints what explains a link that does not come
 * @param spoke when and from where the machine last asked or told something itself; the seed may come through a proxy of somebody
 * @param firmware what was seen of its start beside the links
 */
public record Breadcrumbs(
        ChainKey chain,
        List<Crumb> crumbs,
        int bootRequests,
        Optional<Heard> heard,
        SortedMap<String, Fact> told,
        Troubles troubles,
        Hints hints,
        Optional<Heard> spoke,
        Firmware firmware) {
    private static final Comparator<Crumb> FURTHER = Comparator.comparing(Breadcrumbs::group)
            .thenComparingInt(Crumb::index)
            .thenComparing(Crumb::link);
    private static final Comparator<Crumb> EARLIER = Comparator.comparing(Crumb::at)
            .thenComparing(crumb -> crumb.signal().value());
    private static final Comparator<Crumb> ORDER =
            Comparator.comparing(Crumb::at).thenComparing(FURTHER);

    public Breadcrumbs {
        crumbs = List.copyOf(crumbs);
        told = Collections.unmodifiableSortedMap(new TreeMap<>(told));
    }

    /** When and from which address, without port, a machine was heard of. */
    record Heard(Instant at, String source) {
        private static final Comparator<Heard> LATER =
                Comparator.comparing(Heard::at).thenComparing(Heard::source);
    }

    /** What a step told about the machine; the latest word counts. */
    record Fact(Instant at, String value) {
        private static final Comparator<Fact> LATER =
                Comparator.comparing(Fact::at).thenComparing(Fact::value);
    }

    /** Nothing seen yet. */
    public static Breadcrumbs none(ChainKey chain) {
        return new Breadcrumbs(
                chain,
                List.of(),
                0,
                Optional.empty(),
                Collections.emptySortedMap(),
                Troubles.NONE,
                Hints.NONE,
                Optional.empty(),
                Firmware.NOTHING);
    }

    /** With one more signal of this chain; a signal of another chain is a programming error. */
    public Breadcrumbs with(Signal signal) {
        if (!ChainKey.of(signal).equals(Optional.of(chain))) {
            throw new IllegalArgumentException("signal " + signal.id() + " does not belong to " + chain);
        }
        return new BreadcrumbReader(this).read(signal);
    }

    /** When the machine was last heard of. */
    public Optional<Instant> lastSign() {
        return heard.map(Heard::at);
    }

    /** When the machine last asked or told something itself. */
    public Optional<Instant> lastWord() {
        return spoke.map(Heard::at);
    }

    /** The address from which the machine last spoke for itself, else from which it was last heard, without port; empty if it never was. */
    public String lastSource() {
        return spoke.or(() -> heard).map(Heard::source).orElse("");
    }

    /** Whether the step runner reported success. */
    public boolean stepsDone() {
        return has(Link.STEPS_DONE);
    }

    /** Whether cloud-init's last stage reported success. */
    public boolean cloudInitDone() {
        return has(Link.FINISHED);
    }

    /** What inventory steps told. */
    public SortedMap<String, String> facts() {
        return told.entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey(), each -> each.getValue().value(), (a, _) -> a, TreeMap::new));
    }

    /** The crumb of the link that is furthest down the chain. */
    public Optional<Crumb> furthest() {
        return furthest(crumbs);
    }

    static Optional<Crumb> furthest(List<Crumb> crumbs) {
        return crumbs.stream().max(FURTHER);
    }

    /** Step links of a later step are further than any of an earlier one. */
    private static Link group(Crumb crumb) {
        return switch (crumb.link()) {
            case STEP_STARTED, IMAGE, STEP_FINISHED -> Link.STEP_STARTED;
            case POWER_ON,
                    DHCP,
                    LOADER,
                    BOOT_SCRIPT,
                    KERNEL,
                    INITRD,
                    SYSTEM_DHCP,
                    CLOUD_INIT,
                    META_DATA,
                    USER_DATA,
                    VENDOR_DATA,
                    APPLIED,
                    STEPS_DONE,
                    FINISHED -> crumb.link();
        };
    }

    /** Whether the link was seen. */
    public boolean has(Link link) {
        return first(link).isPresent();
    }

    /** The crumb of the link, for a step that of the first one. */
    Optional<Crumb> first(Link link) {
        return crumbs.stream().filter(crumb -> crumb.link() == link).findFirst();
    }

    /** Whether anything came from the step runner. */
    boolean runnerSeen() {
        return has(Link.APPLIED) || has(Link.STEP_STARTED) || has(Link.STEP_FINISHED) || has(Link.STEPS_DONE);
    }

    /** Whether a step has begun and not ended. */
    boolean stepRuns() {
        return !stepsDone() && last(Link.STEP_STARTED) > last(Link.STEP_FINISHED);
    }

    private int last(Link link) {
        return crumbs.stream()
                .filter(crumb -> crumb.link() == link)
                .mapToInt(Crumb::index)
                .max()
                .orElse(0);
    }

    Breadcrumbs plus(Crumb crumb) {
        List<Crumb> all = new ArrayList<>(crumbs);
        Optional<Crumb> known = crumbs.stream().filter(crumb::sameLink).findFirst();
        if (known.isPresent() && EARLIER.compare(known.get(), crumb) <= 0) {
            return this;
        }
        known.ifPresent(all::remove);
        all.add(crumb);
        all.sort(ORDER);
        return new Breadcrumbs(chain, all, bootRequests, heard, told, troubles, hints, spoke, firmware);
    }

    /** Without one link, for the question what was good before it. */
    Breadcrumbs without(Link link, int index) {
        List<Crumb> rest = crumbs.stream()
                .filter(crumb -> crumb.link() != link || crumb.index() != index)
                .toList();
        return new Breadcrumbs(chain, rest, bootRequests, heard, told, troubles, hints, spoke, firmware);
    }

    Breadcrumbs heard(Instant at, String source) {
        Heard now = new Heard(at, source);
        Heard latest =
                heard.filter(before -> Heard.LATER.compare(before, now) > 0).orElse(now);
        return new Breadcrumbs(
                chain, crumbs, bootRequests, Optional.of(latest), told, troubles, hints, spoke, firmware);
    }

    /** Heard, and in its own voice. */
    Breadcrumbs spoke(Instant at, String source) {
        Heard now = new Heard(at, source);
        Optional<Heard> last = Stream.concat(spoke.stream(), Stream.of(now)).max(Heard.LATER);
        Breadcrumbs next = heard(at, source);
        return new Breadcrumbs(chain, crumbs, bootRequests, next.heard, told, troubles, hints, last, firmware);
    }

    Breadcrumbs bootRequested() {
        return new Breadcrumbs(chain, crumbs, bootRequests + 1, heard, told, troubles, hints, spoke, firmware);
    }

    Breadcrumbs with(SortedMap<String, Fact> more) {
        SortedMap<String, Fact> merged = new TreeMap<>(told);
        more.forEach((name, fact) -> merged.merge(name, fact, (a, b) -> Fact.LATER.compare(a, b) > 0 ? a : b));
        return new Breadcrumbs(chain, crumbs, bootRequests, heard, merged, troubles, hints, spoke, firmware);
    }

    Breadcrumbs with(Troubles more) {
        return new Breadcrumbs(chain, crumbs, bootRequests, heard, told, more, hints, spoke, firmware);
    }

    Breadcrumbs with(Hints more) {
        return new Breadcrumbs(chain, crumbs, bootRequests, heard, told, troubles, more, spoke, firmware);
    }

    Breadcrumbs with(Firmware.Kind kind, Signal signal) {
        Firmware more = firmware.with(kind, signal);
        return new Breadcrumbs(chain, crumbs, bootRequests, heard, told, troubles, hints, spoke, more);
    }

    /** With the lease of the machine's system as a link, if it is younger than what starts that system: else it is another system's. */
    Breadcrumbs withSystem() {
        Link start = chain.stage() == BootStage.EPHEMERAL ? Link.INITRD : Link.POWER_ON;
        return first(start)
                .flatMap(begun -> firmware.of(Firmware.Kind.SYSTEM)
                        .filter(lease -> lease.seenAt().isAfter(begun.at())))
                .map(lease -> plus(BreadcrumbReader.leased(Link.SYSTEM_DHCP, lease)))
                .orElse(this);
    }
}
