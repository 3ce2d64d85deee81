package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.DhcpAnswer;
import io.rackledger.core.signal.DhcpClient;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalBody.ArtifactServed;
import io.rackledger.core.signal.SignalBody.BootScriptServed;
import io.rackledger.core.signal.SignalBody.BootServicesAway;
import io.rackledger.core.signal.SignalBody.CloudInitReported;
import io.rackledger.core.signal.SignalBody.DhcpAnswered;
import io.rackledger.core.signal.SignalBody.DhcpConflictSeen;
import io.rackledger.core.signal.SignalBody.DownloadStalled;
import io.rackledger.core.signal.SignalBody.FailureReported;
import io.rackledger.core.signal.SignalBody.HeartbeatReceived;
import io.rackledger.core.signal.SignalBody.PhoneHomeReceived;
import io.rackledger.core.signal.SignalBody.RunnerFinished;
import io.rackledger.core.signal.SignalBody.RunnerStarted;
import io.rackledger.core.signal.SignalBody.SeedServed;
import io.rackledger.core.signal.SignalBody.StepFinished;
import io.rackledger.core.signal.SignalBody.StepStarted;
import io.rackledger.core.signal.SignalBody.TftpServed;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.core.signal.TransferEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a machine at 10.0.1.7 does during a boot, as signals, two seconds apart where not told otherwise. */
public final class Machine {
    private static final Digest SERVED = Digest.of(new byte[] {7});

    private final List<Signal> signals = new ArrayList<>();
    private final AttemptId attempt;
    private final BootStage stage;
    private Instant now;

    public Machine(AttemptId attempt, BootStage stage, Instant since) {
        this.attempt = attempt;
        this.stage = stage;
        now = since;
    }

    public List<Signal> signals() {
        return List.copyOf(signals);
    }

    public Machine pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    public Machine script() {
        return says(new BootScriptServed(NodeStories.MAC, BootPlanKind.INSPECT, SERVED, 400));
    }

    public Machine file(Link link) {
        return says(new ArtifactServed(link, link.words(), SERVED, 11_200_000, true));
    }

    public Machine brokenOff(Link link) {
        return says(new ArtifactServed(link, link.words(), SERVED, 70_000, false));
    }

    public Machine stalls(Link link, long sent, long size) {
        return says(new DownloadStalled(link, link.words(), SERVED, sent, size, now));
    }

    /** Script, kernel and initrd. */
    public Machine boots() {
        return script().file(Link.KERNEL).file(Link.INITRD);
    }

    public Machine seed(Link link, int status) {
        return says(new SeedServed(link, status, SERVED, 90, "Cloud-Init/22.4.2"));
    }

    /** All of the seed, good. */
    public Machine seeded() {
        return seed(Link.META_DATA, 200).seed(Link.USER_DATA, 200).seed(Link.VENDOR_DATA, 200);
    }

    public Machine cloudInit(String name, String result, String description) {
        return says(new CloudInitReported(name, description, "finish", result, "cloudinit"));
    }

    /** What early reporting shows of a good init-local. */
    public Machine initLocal() {
        return cloudInit("init-local/check-cache", "SUCCESS", "no cache found")
                .cloudInit("init-local", "SUCCESS", "searching for local datasources");
    }

    public Machine searched(String result, String description) {
        return cloudInit("init-network/search-NoCloudNet", result, description);
    }

    public Machine runner() {
        return says(new RunnerStarted("b0071d"));
    }

    public Machine starts(int index, String step) {
        return says(new StepStarted(index, step));
    }

    public Machine ends(int index, String step, int exit, String tail) {
        return says(new StepFinished(index, step, exit, Duration.ofMillis(4210), false, tail));
    }

    public Machine stopped(int index, String step) {
        return says(new StepFinished(index, step, 143, Duration.ofMinutes(5), true, "still copying"));
    }

    public Machine runnerEnds(boolean success, String failedStep) {
        return says(new RunnerFinished(success, failedStep));
    }

    /** What one post of a runner that gives up outside of any step becomes: two signals of the same instant. */
    public Machine gaveUp(String detail) {
        return fails("step runner", detail).says(Duration.ZERO, new RunnerFinished(false, ""));
    }

    public Machine beats(int times) {
        for (int i = 0; i < times; i++) {
            pass(Duration.ofSeconds(8)).says(new HeartbeatReceived());
        }
        return this;
    }

    public Machine fails(String link, String detail) {
        return says(new FailureReported(link, detail));
    }

    public Machine phonesHome() {
        return says(new PhoneHomeReceived("i-1", "web-1"));
    }

    /** Our DHCP server answers a program of it. */
    public Machine dhcp(DhcpAnswer answer, DhcpClient client, String bootFile) {
        Duration lease = answer == DhcpAnswer.LEASED ? Duration.ofHours(1) : Duration.ZERO;
        return says(new DhcpAnswered(
                NodeStories.MAC, answer, client, Optional.of(7), "", "10.0.1.7", lease, bootFile, "10.0.1.254"));
    }

    /** Lease of its firmware, which shall load iPXE by TFTP. */
    public Machine firmwareLease() {
        return dhcp(DhcpAnswer.LEASED, DhcpClient.PXE_FIRMWARE, "snponly.efi");
    }

    public Machine tftp(TransferEnd end, long acknowledged, Attribution by) {
        says(new TftpServed("snponly.efi", end, SERVED, 173_792, acknowledged, Duration.ofMillis(310), 1, ""));
        signals.add(signals.removeLast().known(Optional.of(by)));
        return this;
    }

    /** The rest of what firmware does: loader, and the lease of iPXE. */
    public Machine firmware() {
        return firmwareLease()
                .tftp(TransferEnd.COMPLETE, 173_792, Attribution.LEASE)
                .dhcp(DhcpAnswer.LEASED, DhcpClient.IPXE, "http://10.0.0.1:8481/boot/52:54:00:aa:bb:01");
    }

    /** Another DHCP server answers it. */
    public Machine foreignDhcp() {
        return says(new DhcpConflictSeen(NodeStories.MAC, "10.0.1.66", "10.0.1.201", "pxelinux.0"));
    }

    /** The boot services come back after so long. */
    public Machine servicesAway(Duration gone) {
        pass(gone);
        return says(Duration.ZERO, new BootServicesAway(now.minus(gone), now));
    }

    /** A file of the seed that comes through somebody else's proxy. */
    public Machine seedThrough(String proxy, Link link) {
        seed(link, 200);
        Signal last = signals.removeLast();
        signals.add(new Signal(last.id(), last.subject(), last.seenAt(), proxy, Optional.empty(), last.body()));
        return this;
    }

    public Machine says(SignalBody body) {
        return says(Duration.ofSeconds(2), body);
    }

    private Machine says(Duration after, SignalBody body) {
        pass(after);
        SignalSubject subject = new SignalSubject.OfNode(NodeStories.ID, Optional.of(attempt), Optional.of(stage));
        SignalId id = SignalId.ofParts(List.of(attempt.value(), stage.wireName(), body.toString(), now.toString()));
        signals.add(new Signal(id, subject, now, "10.0.1.7:" + (40_000 + signals.size()), Optional.empty(), body));
        return this;
    }
}
