package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.diagnosis.Breadcrumbs.Fact;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.Text;
import io.rackledger.core.signal.DhcpAnswer;
import io.rackledger.core.signal.DhcpClient;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.ArtifactServed;
import io.rackledger.core.signal.SignalBody.BeaconReceived;
import io.rackledger.core.signal.SignalBody.BmcEventHeard;
import io.rackledger.core.signal.SignalBody.BmcReported;
import io.rackledger.core.signal.SignalBody.BmcTaskTold;
import io.rackledger.core.signal.SignalBody.BootScriptServed;
import io.rackledger.core.signal.SignalBody.BootServicesAway;
import io.rackledger.core.signal.SignalBody.CloudInitReported;
import io.rackledger.core.signal.SignalBody.ConsoleHeard;
import io.rackledger.core.signal.SignalBody.DhcpAnswered;
import io.rackledger.core.signal.SignalBody.DhcpConflictSeen;
import io.rackledger.core.signal.SignalBody.DhcpLeaseEnded;
import io.rackledger.core.signal.SignalBody.DownloadStalled;
import io.rackledger.core.signal.SignalBody.FailureReported;
import io.rackledger.core.signal.SignalBody.HeartbeatReceived;
import io.rackledger.core.signal.SignalBody.PhoneHomeReceived;
import io.rackledger.core.signal.SignalBody.PowerAttempted;
import io.rackledger.core.signal.SignalBody.PowerRead;
import io.rackledger.core.signal.SignalBody.PowerReported;
import io.rackledger.core.signal.SignalBody.PowerStepBegun;
import io.rackledger.core.signal.SignalBody.RequestRefused;
import io.rackledger.core.signal.SignalBody.RunnerFinished;
import io.rackledger.core.signal.SignalBody.RunnerStarted;
import io.rackledger.core.signal.SignalBody.SeedServed;
import io.rackledger.core.signal.SignalBody.StepFinished;
import io.rackledger.core.signal.SignalBody.StepLogged;
import io.rackledger.core.signal.SignalBody.StepStarted;
import io.rackledger.core.signal.SignalBody.TftpServed;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one signal into a chain's breadcrumbs. Source of the cloud-init rules: measured with 22.4.2, docs/cloud-init.md. */
final class BreadcrumbReader {
    private static final Pattern FACT = Pattern.compile("(?m)^fact ([a-z][a-z0-9_.-]{0,63}) (.{0,200})$");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int MOST_FACTS = 100;
    private static final int DETAIL_SHOWN = 120;

    private final Breadcrumbs before;

    BreadcrumbReader(Breadcrumbs before) {
        this.before = before;
    }

    Breadcrumbs read(Signal signal) {
        Breadcrumbs heard = before.spoke(signal.seenAt(), host(signal.source()));
        return switch (signal.body()) {
            case BootScriptServed served ->
                heard.bootRequested().plus(crumb(Link.BOOT_SCRIPT, 0, signal, Optional.of(served.digest())));
            case ArtifactServed served ->
                served.complete() && proven(signal) ? cameThrough(heard, served, signal) : heard;
            case SeedServed served -> seed(before.heard(signal.seenAt(), host(signal.source())), served, signal);
            case CloudInitReported report ->
                CloudInitRules.read(heard.plus(crumb(Link.CLOUD_INIT, 0, signal, Optional.empty())), report, signal);
            case FailureReported report ->
                heard.with(heard.troubles()
                        .with(new Trouble(
                                signal.seenAt(),
                                FailureCode.REPORTED_BY_MACHINE,
                                "the machine reported at '" + report.link() + "': "
                                        + Words.quoted(report.detail(), DETAIL_SHOWN),
                                report.link(),
                                0,
                                signal.id())));
            case RunnerStarted _ -> heard.plus(crumb(Link.APPLIED, 0, signal, Optional.empty()));
            case StepStarted started -> heard.plus(crumb(Link.STEP_STARTED, started.index(), signal, Optional.empty()));
            case StepFinished finished -> stepFinished(heard, finished, signal);
            case RunnerFinished finished -> runnerFinished(heard, finished, signal);
            case StepLogged _, HeartbeatReceived _, PhoneHomeReceived _ -> heard;
            case DownloadStalled stalled -> before.with(before.hints().stalled(stalled, signal));
            case BeaconReceived beacon -> beacon(beacon, signal);
            case ConsoleHeard console ->
                ConsoleRules.panic(console.text())
                        .map(line -> before.with(before.hints().panicked(line, signal)))
                        .orElse(before);
            case RequestRefused refused -> refused(heard, refused, signal);
            case DhcpAnswered answered -> dhcp(answered, signal);
            case TftpServed served -> tftp(served, signal);
            case DhcpConflictSeen _ -> before.with(Firmware.Kind.FOREIGN, signal);
            case BootServicesAway _ -> before.with(Firmware.Kind.AWAY, signal);
            case PowerReported _,
                    PowerStepBegun _,
                    PowerAttempted _,
                    BmcTaskTold _,
                    BmcReported _,
                    BmcEventHeard _,
                    PowerRead _,
                    DhcpLeaseEnded _ -> before;
        };
    }

    private static Breadcrumbs cameThrough(Breadcrumbs heard, ArtifactServed served, Signal signal) {
        return heard.with(heard.hints().cameThrough(served, signal))
                .plus(crumb(served.link(), 0, signal, Optional.of(served.digest())));
    }

    /** What names the token of the attempt ends it as a report of the machine; what does not, anybody may have sent. */
    private Breadcrumbs beacon(BeaconReceived told, Signal signal) {
        if (!told.proven()) {
            return before.with(before.hints().beacon(told, signal));
        }
        Breadcrumbs heard = before.spoke(signal.seenAt(), host(signal.source()));
        return heard.with(heard.troubles()
                .with(new Trouble(
                        signal.seenAt(),
                        FailureCode.REPORTED_BY_MACHINE,
                        BeaconWords.of(told),
                        told.step(),
                        0,
                        signal.id())));
    }

    /** Datagrams are no sign of life: a firmware that asks for ever, or a system whose runner hangs, sends them, too. */
    private Breadcrumbs refused(Breadcrumbs heard, RequestRefused refused, Signal signal) {
        boolean datagram =
                refused.request().startsWith("DHCP ") || refused.request().startsWith("TFTP ");
        return datagram ? before.with(Firmware.Kind.REFUSED, signal) : heard;
    }

    private Breadcrumbs dhcp(DhcpAnswered answered, Signal signal) {
        boolean given = answered.answer() == DhcpAnswer.LEASED || answered.answer() == DhcpAnswer.BOOT_FILE_TOLD;
        if (answered.client() == DhcpClient.OTHER) {
            return answered.answer() == DhcpAnswer.LEASED ? before.with(Firmware.Kind.SYSTEM, signal) : before;
        }
        if (answered.answer() == DhcpAnswer.REFUSED || answered.answer() == DhcpAnswer.INFORMED) {
            return before;
        }
        Breadcrumbs next = before.with(Firmware.Kind.ANSWERED, signal);
        return given ? next.plus(leased(Link.DHCP, signal)) : next;
    }

    private Breadcrumbs tftp(TftpServed served, Signal signal) {
        return switch (served.end()) {
            case COMPLETE ->
                proven(signal) ? before.plus(crumb(Link.LOADER, 0, signal, Optional.of(served.digest()))) : before;
            case SIZE_PROBE -> before;
            case ABORTED, SILENT, BROKEN_OFF -> before.with(Firmware.Kind.TRANSFER, signal);
        };
    }

    /** An address that only seems to be this machine's proves no link. */
    private static boolean proven(Signal signal) {
        return signal.by().map(Attribution::proves).orElse(true);
    }

    /** The link that an answer to a DHCP request is: from the address given, which is the machine's from now on. */
    static Crumb leased(Link link, Signal signal) {
        DhcpAnswered answered = (DhcpAnswered) signal.body();
        String from = answered.address().isEmpty() ? answered.mac().value() : answered.address();
        return new Crumb(link, 0, signal.seenAt(), from, Optional.empty(), signal.id(), Optional.of(Attribution.MAC));
    }

    /** By what the signal's subject is known: told for files, which are served to addresses, and else by what the signal is. */
    private static Attribution attribution(Signal signal) {
        return signal.by().orElseGet(() -> switch (signal.body()) {
            case BootScriptServed _, DhcpAnswered _, DhcpLeaseEnded _, DhcpConflictSeen _ -> Attribution.MAC;
            case PowerReported _,
                    PowerStepBegun _,
                    PowerAttempted _,
                    BmcTaskTold _,
                    BmcReported _,
                    BmcEventHeard _,
                    PowerRead _ -> Attribution.BMC;
            case ArtifactServed _,
                    SeedServed _,
                    CloudInitReported _,
                    PhoneHomeReceived _,
                    FailureReported _,
                    RunnerStarted _,
                    StepStarted _,
                    StepFinished _,
                    StepLogged _,
                    RunnerFinished _,
                    HeartbeatReceived _,
                    RequestRefused _,
                    TftpServed _,
                    BootServicesAway _,
                    DownloadStalled _,
                    BeaconReceived _,
                    ConsoleHeard _ -> Attribution.TOKEN;
        });
    }

    private static Breadcrumbs seed(Breadcrumbs heard, SeedServed served, Signal signal) {
        if (served.status() < 400) {
            return heard.plus(crumb(served.link(), 0, signal, Optional.of(served.digest())));
        }
        return heard.with(
                heard.troubles().with(new SeedError(served.link(), served.status(), 1, signal.seenAt(), signal.id())));
    }

    private static Breadcrumbs stepFinished(Breadcrumbs heard, StepFinished finished, Signal signal) {
        Breadcrumbs next = heard.plus(crumb(Link.STEP_FINISHED, finished.index(), signal, Optional.empty()))
                .with(facts(finished.tail(), signal.seenAt()));
        return finished.exit() == 0 && !finished.timedOut()
                ? next
                : next.with(next.troubles().stepFailed(finished.index(), signal));
    }

    private static Breadcrumbs runnerFinished(Breadcrumbs heard, RunnerFinished finished, Signal signal) {
        return finished.success()
                ? heard.plus(crumb(Link.STEPS_DONE, 0, signal, Optional.empty()))
                : heard.with(heard.troubles().runnerFailed(signal));
    }

    private static SortedMap<String, Fact> facts(String tail, Instant at) {
        SortedMap<String, Fact> found = new TreeMap<>();
        Matcher matcher = FACT.matcher(tail);
        while (matcher.find() && found.size() < MOST_FACTS) {
            found.put(matcher.group(1), new Fact(at, Text.printable(matcher.group(2))));
        }
        return found;
    }

    static Crumb crumb(Link link, int index, Signal signal, Optional<Digest> digest) {
        return new Crumb(
                link,
                index,
                signal.seenAt(),
                host(signal.source()),
                digest,
                signal.id(),
                Optional.of(attribution(signal)));
    }

    /** The address without its port: a machine uses another port for each request. IPv6 stands in brackets before its port. */
    private static String host(String source) {
        int end = source.lastIndexOf(']');
        if (source.startsWith("[") && end > 0) {
            return source.substring(1, end);
        }
        int colon = source.lastIndexOf(':');
        boolean one = colon > 0 && source.indexOf(':') == colon;
        return one && PORT.matcher(source.substring(colon + 1)).matches() ? source.substring(0, colon) : source;
    }
}
