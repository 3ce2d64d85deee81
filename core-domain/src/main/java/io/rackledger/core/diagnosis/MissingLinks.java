package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.node.WaitClock;
import io.rackledger.core.signal.SignalBody.BootServicesAway;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What it means that a link did not come: one rule per link. */
final class MissingLinks {
    private static final int PANIC_SHOWN = 120;

    private final Breadcrumbs chain;
    private final Endpoints endpoints;
    private final WaitClock clock;
    private final String within;
    private final String machine;

    MissingLinks(Breadcrumbs chain, WaitClock clock, Instant dueAt, Endpoints endpoints) {
        this.chain = chain;
        this.endpoints = endpoints;
        this.clock = clock;
        within = " within " + Words.seconds(waited(chain, clock, dueAt));
        machine = machine(chain);
    }

    /** How long nothing came: of life where that is what ran out, else of the next link. */
    private static Duration waited(Breadcrumbs chain, WaitClock clock, Instant dueAt) {
        Optional<Instant> link = chain.furthest().map(Crumb::at);
        Optional<Instant> life = chain.lastSign().or(() -> link);
        Duration waited = Duration.between((clock == WaitClock.LIVENESS ? life : link).orElse(dueAt), dueAt);
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    /** The machine's address, as heard or as recorded; the word where neither is. The power-on link came from the BMC. */
    static String machine(Breadcrumbs chain) {
        Optional<String> heard = Optional.of(chain.lastSource()).filter(source -> !source.isEmpty());
        return heard.or(() -> chain.crumbs().stream()
                        .filter(crumb -> crumb.link() != Link.POWER_ON)
                        .map(Crumb::from)
                        .reduce((_, later) -> later))
                .orElse("the machine");
    }

    /** Silence in which nobody could have heard the machine says nothing about it. */
    Cause cause(Link expected) {
        Cause missing = missing(expected);
        Optional<BootServicesAway> away = unheard();
        if (away.isPresent() && chain.hints().panic().isEmpty()) {
            return new Cause(
                    FailureCode.BOOT_SERVICES_AWAY,
                    "nothing more was heard of it" + within + ", but " + SilentFirmware.notServed(away.get())
                            + "; start the action again",
                    missing.missing());
        }
        return chain.hints().panic().isPresent() ? panicked(missing) : told(missing, expected);
    }

    /** A kernel that gave up sends nothing more, so this is why the link did not come, whichever it is. */
    private Cause panicked(Cause missing) {
        String line = chain.hints().panic().orElseThrow().words();
        return new Cause(
                FailureCode.KERNEL_PANIC,
                "the kernel of " + machine + " gave up: " + Words.quoted(line, PANIC_SHOWN) + "; no "
                        + missing.missing() + " followed",
                missing.missing());
    }

    /** Before the system runs, what a boot loader told is worth saying even where nothing proves it. */
    private Cause told(Cause missing, Link expected) {
        boolean loading = expected.compareTo(Link.INITRD) <= 0;
        Optional<Hints.Hint> beacon = chain.hints().beacon().filter(_ -> loading);
        return beacon.map(hint -> new Cause(missing.code(), missing.words() + "; " + hint.words(), missing.missing()))
                .orElse(missing);
    }

    /** A time without boot services after the last link, and after the last sign of the machine. */
    private Optional<BootServicesAway> unheard() {
        return chain.furthest()
                .flatMap(last -> chain.firmware().awayAfter(last.at()))
                .filter(away -> chain.lastSign().filter(away.until()::isBefore).isEmpty());
    }

    private Cause missing(Link expected) {
        Optional<SeedError> refused = chain.troubles().unhealed(chain);
        if (refused.isPresent() && expected.compareTo(Link.APPLIED) <= 0) {
            return SeedCauses.refused(refused.get(), chain, endpoints);
        }
        return switch (expected) {
            case POWER_ON, DHCP, LOADER, BOOT_SCRIPT -> new SilentFirmware(chain, endpoints, within, machine).cause();
            case KERNEL -> fetch(FailureCode.NO_KERNEL_FETCH, expected, endpoints.boot());
            case INITRD -> fetch(FailureCode.NO_INITRD_FETCH, expected, endpoints.boot());
            case SYSTEM_DHCP, CLOUD_INIT, META_DATA -> systemSilent() ? noSystem() : noMetadata();
            case USER_DATA, VENDOR_DATA -> fetch(FailureCode.NO_USERDATA_FETCH, Link.USER_DATA, endpoints.metadata());
            case APPLIED -> notApplied();
            case STEP_STARTED, IMAGE, STEP_FINISHED, STEPS_DONE -> steps();
            case FINISHED -> noFinalReport();
        };
    }

    private Cause fetch(FailureCode code, Link link, String endpoint) {
        Optional<Hints.Stall> stall = chain.hints().stall(link);
        if (stall.isPresent()) {
            String download = "the " + link.words().replace("fetch", "download") + " ";
            return new Cause(
                    FailureCode.DOWNLOAD_STALLED,
                    download + stall.get().words() + "; check the path from " + machine + " to " + endpoint,
                    link.words());
        }
        String what = link == Link.USER_DATA
                ? "no " + link.words() + " reached " + endpoint
                : "no complete " + link.words() + " was seen at " + endpoint;
        return new Cause(code, what + within + "; check the path from " + machine + " to " + endpoint, link.words());
    }

    /** Every system that we start over the network asks for its address, so silence of it is the system's where our server gives them. */
    private boolean systemSilent() {
        boolean others = chain.firmware().foreign().isPresent();
        return chain.chain().stage() == BootStage.EPHEMERAL
                && endpoints.firmware().givesAddresses()
                && chain.has(Link.DHCP)
                && chain.has(Link.INITRD)
                && !chain.has(Link.SYSTEM_DHCP)
                && !chain.has(Link.CLOUD_INIT)
                && !others;
    }

    private Cause noSystem() {
        return new Cause(
                FailureCode.NO_SYSTEM_START,
                "kernel and initrd were served, but the system that they start did not ask "
                        + endpoints.firmware().dhcp().orElse("the DHCP server") + " for an address" + within
                        + "; look at the console for a panic, too little memory or a missing network driver",
                Link.SYSTEM_DHCP.words());
    }

    private Cause noMetadata() {
        boolean unheard =
                chain.chain().stage() == BootStage.INSTALLED && chain.heard().isEmpty();
        String check = unheard
                ? "; check that the disk boots, and the route from the installed system to " + endpoints.metadata()
                : "; check route and firewall from " + machine + " to " + endpoints.metadata();
        return new Cause(
                FailureCode.NO_METADATA_FETCH,
                "no request reached the metadata endpoint " + endpoints.metadata() + within + check,
                Link.META_DATA.words());
    }

    /** Not one report of cloud-init although it was told to report: then the report path is the suspect, not the user data. */
    private Cause notApplied() {
        if (chain.has(Link.CLOUD_INIT)) {
            return new Cause(
                    FailureCode.USERDATA_NOT_APPLIED,
                    "cloud-init went on reporting, but nothing showed" + within + " that the user data was applied;"
                            + " check the format of user data and vendor data, and cloud-init's log on " + machine,
                    Link.APPLIED.words());
        }
        return new Cause(
                FailureCode.REPORT_MISSING,
                "no report of any kind reached " + endpoints.report() + within
                        + ", although the work may have been done;" + pathToReport(),
                Link.APPLIED.words());
    }

    private Cause steps() {
        String missing = chain.stepRuns() ? Link.STEP_FINISHED.words() : Link.STEPS_DONE.words();
        boolean alive = clock != WaitClock.LIVENESS && aliveSinceLastLink();
        if (chain.stepRuns() && clock != WaitClock.LIVENESS) {
            return new Cause(
                    FailureCode.STEP_TIMEOUT,
                    "the step did not end within its time limit"
                            + (alive ? ", although the machine gave signs of life" : "")
                            + chain.hints()
                                    .stall(Link.IMAGE)
                                    .map(stall -> "; its image download " + stall.words())
                                    .orElse(""),
                    missing);
        }
        if (alive) {
            return new Cause(
                    FailureCode.REPORT_MISSING,
                    "no further step report reached " + endpoints.report() + within
                            + ", although the machine gave signs of life; look at the log of its step runner",
                    missing);
        }
        if (onlyFetches()) {
            return new Cause(
                    FailureCode.REPORT_MISSING,
                    "the step runner fetched its steps, but no report of it reached " + endpoints.report() + within
                            + ", although the work may have been done;" + pathToReport(),
                    missing);
        }
        return new Cause(
                FailureCode.MACHINE_SILENT,
                "no sign of life of " + machine + " reached " + endpoints.report() + within
                        + "; check power, console, and the path between the two",
                missing);
    }

    /**
     * The list of steps was served, which its digest tells, or an image, which a step fetches that would have been reported before; and then the
     * machine was not heard of any more.
     */
    private boolean onlyFetches() {
        return chain.furthest().filter(this::isFetchWithoutReport).isPresent() && !aliveSinceLastLink();
    }

    private boolean isFetchWithoutReport(Crumb crumb) {
        boolean list = crumb.link() == Link.APPLIED && crumb.served().isPresent();
        boolean image = crumb.link() == Link.IMAGE && !chain.has(Link.STEP_STARTED) && !chain.has(Link.STEP_FINISHED);
        return list || image;
    }

    private boolean aliveSinceLastLink() {
        return chain.furthest()
                .filter(crumb -> chain.lastSign().filter(crumb.at()::isBefore).isPresent())
                .isPresent();
    }

    private Cause noFinalReport() {
        if (chain.chain().stage() == BootStage.EPHEMERAL) {
            return new Cause(
                    FailureCode.WAIT_EXPIRED,
                    "all that was due had come, and still the wait did not end" + within,
                    "none");
        }
        return new Cause(
                FailureCode.REPORT_MISSING,
                "the installed system's final cloud-init report did not reach " + endpoints.report() + within + ";"
                        + pathToReport(),
                Link.FINISHED.words());
    }

    private String pathToReport() {
        return " check the path from " + machine + " to " + endpoints.report();
    }
}
