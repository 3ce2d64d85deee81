package io.rackledger.query.document;

import io.rackledger.core.boot.DownloadProgress;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.Text;
import io.rackledger.core.signal.SignalBody;
import java.util.Optional;

/** Signals as an operator reads them: type, lane and one sentence; and what was served where something was. */
public final class SignalWords {
    private static final int SHOWN = 200;

    private SignalWords() {}

    /** Something served. */
    public record Served(String name, Digest digest, long bytes) {}

    /** Name of the type in JSON, for example {@code BootScriptServed}. */
    public static String type(SignalBody body) {
        return body.getClass().getSimpleName();
    }

    /** Lane of the timeline. */
    public static String lane(SignalBody body) {
        return Wire.of(laneOf(body));
    }

    private static Lane laneOf(SignalBody body) {
        return switch (body) {
            case SignalBody.BootScriptServed _ -> Lane.BOOT;
            case SignalBody.ArtifactServed _ -> Lane.BOOT;
            case SignalBody.SeedServed _ -> Lane.STEPS;
            case SignalBody.CloudInitReported _ -> Lane.STEPS;
            case SignalBody.PhoneHomeReceived _ -> Lane.STEPS;
            case SignalBody.FailureReported _ -> Lane.STEPS;
            case SignalBody.RunnerStarted _ -> Lane.STEPS;
            case SignalBody.StepStarted _ -> Lane.STEPS;
            case SignalBody.StepFinished _ -> Lane.STEPS;
            case SignalBody.StepLogged _ -> Lane.HEARTBEAT;
            case SignalBody.RunnerFinished _ -> Lane.STEPS;
            case SignalBody.HeartbeatReceived _ -> Lane.HEARTBEAT;
            case SignalBody.PowerReported _ -> Lane.POWER;
            case SignalBody.PowerRead _ -> Lane.POWER;
            case SignalBody.PowerStepBegun _ -> Lane.POWER;
            case SignalBody.PowerAttempted _ -> Lane.POWER;
            case SignalBody.BmcTaskTold _ -> Lane.POWER;
            case SignalBody.BmcReported _ -> Lane.POWER;
            case SignalBody.RequestRefused _ -> Lane.BOOT;
            case SignalBody.TftpServed _ -> Lane.BOOT;
            case SignalBody.DhcpAnswered _ -> Lane.BOOT;
            case SignalBody.DhcpLeaseEnded _ -> Lane.BOOT;
            case SignalBody.DhcpConflictSeen _ -> Lane.BOOT;
            case SignalBody.DownloadStalled _ -> Lane.BOOT;
            case SignalBody.BeaconReceived _ -> Lane.BOOT;
            case SignalBody.ConsoleHeard _ -> Lane.STEPS;
            case SignalBody.BmcEventHeard _ -> Lane.POWER;
            case SignalBody.BootServicesAway _ -> Lane.BOOT;
        };
    }

    /** One sentence; text of machines is printable and bounded. */
    public static String words(SignalBody body) {
        return switch (body) {
            case SignalBody.BootScriptServed s ->
                "boot script (" + s.kind().wireName() + ") served, " + s.bytes() + " bytes";
            case SignalBody.ArtifactServed s ->
                Wire.of(s.link()) + " " + s.name() + " served, " + s.bytes() + " bytes"
                        + (s.complete() ? "" : ", in part");
            case SignalBody.SeedServed s ->
                Wire.of(s.link()) + " answered with " + s.status() + ", " + s.bytes() + " bytes";
            case SignalBody.CloudInitReported s ->
                "cloud-init: " + s.eventType() + " " + s.name() + (s.result().isEmpty() ? "" : " " + s.result()) + ", "
                        + Text.bounded(s.description(), SHOWN);
            case SignalBody.PhoneHomeReceived s -> "phoned home as " + s.hostname() + " (" + s.instanceId() + ")";
            case SignalBody.FailureReported s -> "the machine cannot go on at " + s.link() + ": " + s.detail();
            case SignalBody.RunnerStarted _ -> "step runner started";
            case SignalBody.StepStarted s -> "step " + s.index() + " " + s.step() + " started";
            case SignalBody.StepFinished s ->
                "step " + s.index() + " " + s.step() + (s.timedOut() ? " ran out of time" : " exited with " + s.exit())
                        + " after " + s.took().toMillis() + " ms";
            case SignalBody.StepLogged s ->
                "output of step " + s.index() + " from byte " + s.offset() + ", "
                        + s.text().length() + " characters";
            case SignalBody.RunnerFinished s ->
                s.success() ? "all steps done" : "steps ended with the failure of " + s.failedStep();
            case SignalBody.HeartbeatReceived _ -> "heartbeat";
            case SignalBody.PowerReported s -> EventWords.outcome(s.outcome());
            case SignalBody.PowerRead s -> "power read: " + Wire.of(s.power());
            case SignalBody.PowerStepBegun s -> BmcWords.begun(s);
            case SignalBody.PowerAttempted s -> BmcWords.attempted(s);
            case SignalBody.BmcTaskTold s -> BmcWords.told(s);
            case SignalBody.BmcReported s -> BmcWords.of(s.report());
            case SignalBody.RequestRefused s -> "refused with " + s.status() + ": " + s.request() + ", " + s.reason();
            case SignalBody.TftpServed s -> tftp(s);
            case SignalBody.DhcpAnswered s -> dhcp(s);
            case SignalBody.DhcpLeaseEnded s ->
                s.mac() + (s.declined() ? " found its address in use: " : " gave its address back: ") + s.address();
            case SignalBody.DhcpConflictSeen s ->
                "another DHCP server, " + s.server() + ", answered " + s.mac() + told(" with ", s.offered())
                        + told(" and boot file ", s.bootFile());
            case SignalBody.DownloadStalled s ->
                "the download of " + s.name() + " stalled at " + new DownloadProgress(s.sent(), s.size()).words()
                        + "; nothing moved since " + s.since();
            case SignalBody.BeaconReceived s ->
                s.mac() + " told by " + s.path() + " that " + s.step() + " failed" + told(", error ", s.error())
                        + (s.proven() ? "" : " (not proven)");
            case SignalBody.ConsoleHeard s -> console(s);
            case SignalBody.BmcEventHeard s -> BmcWords.heard(s);
            case SignalBody.BootServicesAway s ->
                "the boot services did not run from " + s.from() + " to " + s.until()
                        + ": what the machine asked then is not known";
        };
    }

    /** What was served by this, where something was. */
    public static Optional<Served> served(SignalBody body) {
        return switch (body) {
            case SignalBody.BootScriptServed s -> Optional.of(new Served("boot script", s.digest(), s.bytes()));
            case SignalBody.ArtifactServed s -> Optional.of(new Served(s.name(), s.digest(), s.bytes()));
            case SignalBody.SeedServed s -> Optional.of(new Served(Wire.of(s.link()), s.digest(), s.bytes()));
            case SignalBody.TftpServed s -> Optional.of(new Served(s.name(), s.digest(), s.acknowledged()));
            case SignalBody.CloudInitReported _,
                    SignalBody.PhoneHomeReceived _,
                    SignalBody.FailureReported _,
                    SignalBody.RunnerStarted _,
                    SignalBody.StepStarted _,
                    SignalBody.StepFinished _,
                    SignalBody.StepLogged _,
                    SignalBody.RunnerFinished _,
                    SignalBody.HeartbeatReceived _,
                    SignalBody.PowerReported _,
                    SignalBody.PowerRead _,
                    SignalBody.PowerStepBegun _,
                    SignalBody.PowerAttempted _,
                    SignalBody.BmcTaskTold _,
                    SignalBody.BmcReported _,
                    SignalBody.RequestRefused _,
                    SignalBody.DhcpAnswered _,
                    SignalBody.DhcpLeaseEnded _,
                    SignalBody.DhcpConflictSeen _,
                    SignalBody.DownloadStalled _,
                    SignalBody.BeaconReceived _,
                    SignalBody.ConsoleHeard _,
                    SignalBody.BmcEventHeard _,
                    SignalBody.BootServicesAway _ -> Optional.empty();
        };
    }

    private static String tftp(SignalBody.TftpServed s) {
        String far = s.acknowledged() + " of " + s.size() + " bytes after "
                + s.took().toMillis() + " ms";
        return switch (s.end()) {
            case COMPLETE ->
                s.name() + " loaded by TFTP, " + s.size() + " bytes in "
                        + s.took().toMillis() + " ms";
            case SIZE_PROBE -> "size of " + s.name() + " asked by TFTP, " + s.size() + " bytes";
            case ABORTED -> s.name() + " by TFTP: the machine broke off at " + far + told(", saying ", s.detail());
            case SILENT -> s.name() + " by TFTP: the machine fell silent at " + far;
            case BROKEN_OFF -> s.name() + " by TFTP: broken off by the server at " + far;
        };
    }

    private static String dhcp(SignalBody.DhcpAnswered s) {
        String next = told("; next ", s.bootFile());
        return switch (s.answer()) {
            case OFFERED -> "DHCP: " + s.address() + " offered to " + s.mac() + next;
            case LEASED ->
                "DHCP: " + s.address() + " leased to " + s.mac() + " for "
                        + s.lease().toSeconds() + " s" + next;
            case REFUSED -> "DHCP: " + s.address() + " refused to " + s.mac();
            case BOOT_FILE_TOLD -> "proxy DHCP: " + s.mac() + " told what to boot" + next;
            case INFORMED -> "DHCP: settings told to " + s.mac() + next;
        };
    }

    /** The last lines: what came before them is in the signal. */
    private static String console(SignalBody.ConsoleHeard s) {
        String text = Text.printable(s.text().strip().replace("\n", " | "));
        String tail = text.length() <= SHOWN ? text : "..." + text.substring(text.length() - SHOWN);
        return Wire.of(s.path()) + ", " + s.lines() + (s.lines() == 1 ? " line: " : " lines: ") + tail
                + (s.dropped() > 0 ? " (" + s.dropped() + " more were dropped)" : "");
    }

    private static String told(String before, String text) {
        return text.isEmpty() ? "" : before + text;
    }
}
