package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.node.WaitClock;
import java.time.Duration;
import java.util.Optional;

/** What it means that a link did not come: one rule per link. */
final class MissingLinks {
    private MissingLinks() {}

    static Cause cause(Breadcrumbs chain, Link expected, WaitClock clock, Duration silent, Endpoints endpoints) {
        if (chain.seedError().isPresent() && expected.compareTo(Link.APPLIED) < 0) {
            return SeedCauses.refused(chain.seedError().orElseThrow(), endpoints);
        }
        String within = " within " + Words.seconds(silent);
        String machine = chain.lastSource().isEmpty() ? "the machine" : chain.lastSource();
        return switch (expected) {
            case POWER_ON, BOOT_SCRIPT ->
                new Cause(
                        FailureCode.NO_BOOT_REQUEST,
                        "the machine did not ask " + endpoints.boot() + " for its boot script" + within
                                + "; check its boot order, cable and DHCP",
                        expected.words());
            case KERNEL -> fetch(FailureCode.NO_KERNEL_FETCH, expected, machine, endpoints.boot(), within);
            case INITRD -> fetch(FailureCode.NO_INITRD_FETCH, expected, machine, endpoints.boot(), within);
            case CLOUD_INIT, META_DATA -> noMetadata(chain, machine, within, endpoints);
            case USER_DATA, VENDOR_DATA ->
                fetch(FailureCode.NO_USERDATA_FETCH, Link.USER_DATA, machine, endpoints.metadata(), within);
            case APPLIED -> notApplied(chain, machine, within, endpoints);
            case STEP_STARTED, IMAGE, STEP_FINISHED, STEPS_DONE ->
                silentSteps(chain, clock, machine, within, endpoints);
            case FINISHED ->
                new Cause(
                        FailureCode.REPORT_MISSING,
                        "the installed system's final cloud-init report did not reach " + endpoints.report() + within
                                + "; check the path from " + machine + " to " + endpoints.report(),
                        expected.words());
        };
    }

    private static Cause fetch(FailureCode code, Link link, String machine, String endpoint, String within) {
        return new Cause(
                code,
                "no " + link.words() + " reached " + endpoint + within + "; check the path from " + machine + " to "
                        + endpoint,
                link.words());
    }

    private static Cause noMetadata(Breadcrumbs chain, String machine, String within, Endpoints endpoints) {
        String from = chain.chain().stage() == BootStage.INSTALLED
                        && chain.lastSource().isEmpty()
                ? "the installed system"
                : machine;
        return new Cause(
                FailureCode.NO_METADATA_FETCH,
                "no request reached the metadata endpoint " + endpoints.metadata() + within
                        + "; check route and firewall from " + from + " to " + endpoints.metadata(),
                Link.META_DATA.words());
    }

    /** Not one report of cloud-init although it was told to report: then the report path is the suspect, not the user data. */
    private static Cause notApplied(Breadcrumbs chain, String machine, String within, Endpoints endpoints) {
        if (chain.has(Link.CLOUD_INIT)) {
            return new Cause(
                    FailureCode.USERDATA_NOT_APPLIED,
                    "nothing showed" + within + " that the user data was applied, although cloud-init's reports came;"
                            + " check the user data's format, vendor data and cloud-init's log on " + machine,
                    Link.APPLIED.words());
        }
        return new Cause(
                FailureCode.REPORT_MISSING,
                "no report of any kind reached " + endpoints.report() + within + ", the work may have been done;"
                        + " check the path from " + machine + " to " + endpoints.report(),
                Link.APPLIED.words());
    }

    private static Cause silentSteps(
            Breadcrumbs chain, WaitClock clock, String machine, String within, Endpoints endpoints) {
        boolean running = chain.furthest().map(Crumb::link).equals(Optional.of(Link.STEP_STARTED));
        if (clock != WaitClock.LIVENESS && running) {
            return new Cause(
                    FailureCode.STEP_TIMEOUT,
                    "the step did not end within its time limit although the machine gave signs of life",
                    Link.STEP_FINISHED.words());
        }
        return new Cause(
                FailureCode.MACHINE_SILENT,
                "no sign of life of " + machine + " reached " + endpoints.report() + within
                        + "; check power and console, and the path from " + machine + " to " + endpoints.report(),
                running ? Link.STEP_FINISHED.words() : Link.STEPS_DONE.words());
    }
}
