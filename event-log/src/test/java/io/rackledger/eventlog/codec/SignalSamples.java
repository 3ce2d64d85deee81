package io.rackledger.eventlog.codec;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.node.BmcFault;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.BmcTask;
import io.rackledger.core.node.BmcWork;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.TaskPhase;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.BeaconPath;
import io.rackledger.core.signal.ConsolePath;
import io.rackledger.core.signal.DhcpAnswer;
import io.rackledger.core.signal.DhcpClient;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.core.signal.TransferEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One signal of every kind, and of every kind of subject. */
final class SignalSamples {
    private static final SignalSubject NODE = new SignalSubject.OfNode(
            NodeEventSamples.NODE, Optional.of(NodeEventSamples.ATTEMPT), Optional.of(BootStage.EPHEMERAL));
    private static final Optional<Instant> CLOCK = Optional.of(Instant.parse("1970-01-01T00:03:20.5Z"));

    private SignalSamples() {}

    /** By the name of a golden file: empty for the plain case, else what is special about it. */
    static List<Map.Entry<String, Signal>> all() {
        List<Map.Entry<String, Signal>> all = new ArrayList<>();
        bodies().forEach(body -> all.add(Map.entry("", signal(NODE, CLOCK, body))));
        all.add(Map.entry(
                "unknown-mac",
                signal(
                        new SignalSubject.OfMac(NodeEventSamples.MAC),
                        Optional.empty(),
                        new SignalBody.BootScriptServed(
                                NodeEventSamples.MAC, BootPlanKind.ENLIST, NodeEventSamples.DIGEST, 312))));
        all.add(Map.entry(
                "unknown-source",
                signal(
                        new SignalSubject.OfSource("10.9.8.7:5555"),
                        Optional.empty(),
                        new SignalBody.RequestRefused("GET /nc/x/user-data", 404, "token is not known"))));
        all.add(Map.entry(
                "by-lease",
                signal(
                                NODE,
                                Optional.empty(),
                                new SignalBody.TftpServed(
                                        "undionly.kpxe",
                                        TransferEnd.COMPLETE,
                                        NodeEventSamples.DIGEST,
                                        74_213,
                                        74_213,
                                        Duration.ofMillis(120),
                                        0,
                                        ""))
                        .known(Optional.of(Attribution.LEASE))));
        all.add(Map.entry(
                "no-attempt",
                signal(
                        new SignalSubject.OfNode(NodeEventSamples.NODE, Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        new SignalBody.PowerRead(PowerState.OFF))));
        BmcIdentity identity = new BmcIdentity("44454c4c-4b00-1031-8053-b4c04f4e3258", "7XK1Z2J");
        all.add(Map.entry(
                "identified",
                signal(NODE, Optional.empty(), new SignalBody.BmcReported(new BmcReport.Identified(identity)))));
        all.add(Map.entry(
                "answering", signal(NODE, Optional.empty(), new SignalBody.BmcReported(new BmcReport.Answering()))));
        all.add(Map.entry(
                "failed",
                signal(
                        NODE,
                        Optional.empty(),
                        new SignalBody.PowerReported(
                                new PowerRequestId(9),
                                new PowerOutcome.Failed(FailureCode.BMC_REFUSED, "401 from 10.0.0.5")))));
        return all;
    }

    private static List<SignalBody> bodies() {
        return List.of(
                new SignalBody.BootScriptServed(
                        NodeEventSamples.MAC, BootPlanKind.LOCAL_DISK, NodeEventSamples.DIGEST, 312),
                new SignalBody.ArtifactServed(Link.KERNEL, "vmlinuz", NodeEventSamples.DIGEST, 8_123_456_789L, true),
                new SignalBody.SeedServed(Link.USER_DATA, 200, NodeEventSamples.DIGEST, 4096, "Cloud-Init/22.4.2"),
                new SignalBody.CloudInitReported(
                        "modules-final", "running modules for final", "finish", "SUCCESS", "cloudinit"),
                new SignalBody.PhoneHomeReceived("i-1", "web-1"),
                new SignalBody.FailureReported("kernel", "Connection timed out (0x4c0a6035)"),
                new SignalBody.RunnerStarted("5c2d1a8e-0000-4000-8000-000000000001"),
                new SignalBody.StepStarted(2, "burn-in"),
                new SignalBody.StepFinished(
                        2, "burn-in", 7, Duration.ofMillis(1234), false, "last \u0001 words\n\ttail"),
                new SignalBody.StepLogged(2, 16_384, "line one\nline two \ud83d\ude00\n"),
                new SignalBody.RunnerFinished(false, "burn-in"),
                new SignalBody.HeartbeatReceived(),
                new SignalBody.PowerReported(new PowerRequestId(9), new PowerOutcome.Confirmed(PowerState.ON)),
                new SignalBody.PowerRead(PowerState.UNKNOWN),
                new SignalBody.PowerStepBegun(new PowerRequestId(9), 4, BmcWork.PRESS_OFF),
                new SignalBody.PowerAttempted(
                        new PowerRequestId(9),
                        3,
                        BmcWork.READ_POWER,
                        "opening a session",
                        "SESSIONS_FULL",
                        1,
                        Duration.ofMillis(31),
                        2,
                        "BMC 10.0.0.5:623 has no session left"),
                new SignalBody.BmcTaskTold(
                        BmcTask.INSERT_MEDIA,
                        TaskPhase.FAILED,
                        "operator:jane",
                        "MEDIA",
                        Duration.ofMillis(4_210),
                        "BMC 10.0.0.5 does not take image http://192.0.2.1/rescue.iso"),
                new SignalBody.BmcReported(new BmcReport.Failing(
                        new BmcFault("UNREACHABLE", "BMC 10.0.0.5:623 did not answer", NodeEventSamples.AT))),
                new SignalBody.RequestRefused("GET /files/../etc/passwd", 400, "not a file name"),
                new SignalBody.TftpServed(
                        "snponly.efi",
                        TransferEnd.ABORTED,
                        NodeEventSamples.DIGEST,
                        173_792,
                        58_720,
                        Duration.ofMillis(310),
                        1,
                        "disk full"),
                new SignalBody.DhcpAnswered(
                        NodeEventSamples.MAC,
                        DhcpAnswer.LEASED,
                        DhcpClient.PXE_FIRMWARE,
                        Optional.of(7),
                        "00000077-0000-4000-8000-000000000001",
                        "10.0.0.120",
                        Duration.ofHours(1),
                        "snponly.efi",
                        "10.0.0.254"),
                new SignalBody.DhcpLeaseEnded(NodeEventSamples.MAC, "10.0.0.120", true),
                new SignalBody.DhcpConflictSeen(NodeEventSamples.MAC, "10.0.0.66", "10.0.0.200", "pxelinux.0"),
                new SignalBody.DownloadStalled(
                        Link.KERNEL, "vmlinuz", NodeEventSamples.DIGEST, 12_300_000, 20_500_000, NodeEventSamples.AT),
                new SignalBody.BeaconReceived(NodeEventSamples.MAC, "kernel", "0x4c0a6035", BeaconPath.TFTP, true),
                new SignalBody.ConsoleHeard(
                        ConsolePath.NETCONSOLE, "Kernel panic - not syncing: \\x1b[31mno init\n---[ end ]---\n", 2, 7),
                new SignalBody.BmcEventHeard(
                        "4711",
                        "ResourceEvent.1.0.ResourcePoweredOff",
                        "OK",
                        "The resource '/redfish/v1/Systems/1' has powered off.",
                        "/redfish/v1/Systems/1",
                        "2026-03-04T12:00:00+01:00"),
                new SignalBody.BootServicesAway(NodeEventSamples.AT.minusSeconds(90), NodeEventSamples.AT));
    }

    private static Signal signal(SignalSubject subject, Optional<Instant> clock, SignalBody body) {
        return new Signal(NodeEventSamples.SIGNAL, subject, NodeEventSamples.AT, "10.0.0.7:4711", clock, body);
    }
}
