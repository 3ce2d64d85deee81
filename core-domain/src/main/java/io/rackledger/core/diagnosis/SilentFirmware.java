package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.signal.SignalBody.BootServicesAway;
import io.rackledger.core.signal.SignalBody.DhcpAnswered;
import io.rackledger.core.signal.SignalBody.DhcpConflictSeen;
import io.rackledger.core.signal.SignalBody.RequestRefused;
import io.rackledger.core.signal.SignalBody.TftpServed;
import java.time.Duration;

/**
 * What it means that a machine was switched on and no boot script was asked for: as far as our own DHCP and TFTP servers show it. Where
 * they are not ours, or were away, nothing is claimed of what they would have seen.
 */
final class SilentFirmware {
    private final Breadcrumbs chain;
    private final Endpoints endpoints;
    private final String within;
    private final String machine;

    SilentFirmware(Breadcrumbs chain, Endpoints endpoints, String within, String machine) {
        this.chain = chain;
        this.endpoints = endpoints;
        this.within = within;
        this.machine = machine;
    }

    Cause cause() {
        Firmware seen = chain.firmware();
        if (chain.has(Link.LOADER)) {
            return noScript("the loader arrived, but ");
        }
        if (seen.answered().isPresent()) {
            return answered(seen.answered().get(), seen);
        }
        if (seen.refused().isPresent()) {
            return refused(seen.refused().get());
        }
        if (seen.foreign().isPresent()) {
            return foreign(seen.foreign().get());
        }
        return endpoints.firmware().dhcp().map(this::noDhcp).orElseGet(this::unknown);
    }

    /** DHCP is another's: whether the machine asked it, nobody here can say. */
    private Cause unknown() {
        return new Cause(
                FailureCode.NO_BOOT_REQUEST,
                "no request for its boot script reached " + endpoints.boot() + within
                        + "; whether it asked for an address is not known here; check boot order, cable and DHCP",
                Link.BOOT_SCRIPT.words());
    }

    private Cause noDhcp(String server) {
        return new Cause(
                FailureCode.NO_DHCP_REQUEST,
                "no DHCP request of it reached " + server + within
                        + "; check network boot in its firmware, cable, VLAN and the MAC addresses of its ports",
                Link.DHCP.words());
    }

    private Cause answered(DhcpAnswered told, Firmware seen) {
        String other = seen.foreign()
                .map(conflict -> "; another DHCP server, " + conflict.server() + ", answered it, too")
                .orElse("");
        if (told.lease().isZero() && !told.address().isEmpty()) {
            return new Cause(
                    seen.foreign().isPresent() ? FailureCode.DHCP_BY_OTHERS : FailureCode.NO_DHCP_REQUEST,
                    "it was offered " + told.address() + ", but never took it" + within + other
                            + check(other, "check that broadcasts of the DHCP server reach it"),
                    Link.DHCP.words());
        }
        boolean script = told.bootFile().isEmpty() || told.bootFile().contains("/boot/");
        Cause next = script ? noScript("it was told " + url(told) + ", but ") : noLoader(told.bootFile(), seen);
        return other.isEmpty() ? next : new Cause(FailureCode.DHCP_BY_OTHERS, next.words() + other, next.missing());
    }

    private static String check(String other, String otherwise) {
        return other.isEmpty() ? "; " + otherwise : "";
    }

    private String url(DhcpAnswered told) {
        return told.bootFile().isEmpty() ? "its address" : "where its boot script is";
    }

    private Cause noScript(String before) {
        return new Cause(
                FailureCode.NO_BOOT_REQUEST,
                before + "no request for the boot script reached " + endpoints.boot() + within
                        + "; check the path from " + machine + " to " + endpoints.boot(),
                Link.BOOT_SCRIPT.words());
    }

    private Cause noLoader(String loader, Firmware seen) {
        String words = seen.transfer()
                .map(SilentFirmware::stopped)
                .or(() -> seen.refused().map(SilentFirmware::refusal))
                .orElseGet(() -> neverAsked(loader));
        return new Cause(FailureCode.NO_LOADER_FETCH, words, Link.LOADER.words());
    }

    private String neverAsked(String loader) {
        boolean http = loader.contains("://");
        if (!http && endpoints.firmware().tftp().isEmpty()) {
            return "it was told to load " + loader
                    + " by TFTP, which is not served here, so that nothing is known of it;"
                    + " no request for the boot script reached " + endpoints.boot() + within;
        }
        String server = http ? endpoints.boot() : endpoints.firmware().tftp().orElse("the TFTP server");
        return "it was told to load " + loader + ", but no request for it reached " + server + within
                + "; check the path from " + machine + " to " + server + (http ? "" : " (UDP)");
    }

    private static String stopped(TftpServed transfer) {
        String far = transfer.acknowledged() + " of " + transfer.size() + " bytes";
        String said = transfer.detail().isEmpty() ? "" : ", saying " + Words.quoted(transfer.detail(), 60);
        String how = switch (transfer.end()) {
            case ABORTED -> "was broken off by the machine" + said + ", after " + far;
            case SILENT ->
                "stopped at " + far + ", where the machine fell silent; check for loss on the path, and its power";
            case BROKEN_OFF -> "was broken off by the server after " + far;
            case COMPLETE, SIZE_PROBE -> "ended after " + far;
        };
        return "its fetch of " + transfer.name() + " by TFTP " + how;
    }

    private static String refusal(RequestRefused refused) {
        return "\"" + refused.request() + "\" was refused: " + unended(refused.reason());
    }

    private static Cause refused(RequestRefused refused) {
        return new Cause(FailureCode.DHCP_NOT_ANSWERED, refusal(refused), Link.DHCP.words());
    }

    /** A sentence within ours. */
    private static String unended(String reason) {
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    private Cause foreign(DhcpConflictSeen conflict) {
        return new Cause(
                FailureCode.DHCP_BY_OTHERS,
                "another DHCP server, " + conflict.server()
                        + ", answered it, and no request for the boot script reached " + endpoints.boot() + within
                        + "; let only one server answer the machines",
                Link.BOOT_SCRIPT.words());
    }

    /** "the boot services did not run for 40 s until ..., so what it asked then is not known". */
    static String notServed(BootServicesAway away) {
        Duration gone = Duration.between(away.from(), away.until());
        return "the boot services did not run for " + Words.seconds(gone) + " until " + Words.time(away.until())
                + ", so what it asked then is not known";
    }
}
