package io.rackledger.eventlog.codec;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.boot.Step;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.AccountChange;
import io.rackledger.core.node.AttemptOutcome;
import io.rackledger.core.node.AttemptStage;
import io.rackledger.core.node.BmcFault;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.BootMode;
import io.rackledger.core.node.DriftPolicy;
import io.rackledger.core.node.Hold;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.InstanceInfo;
import io.rackledger.core.node.LifecycleAction;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.OnExpiry;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.Protection;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.Trigger;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitClock;
import io.rackledger.core.node.WaitDeadlines;
import io.rackledger.core.node.WaitSubject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** One node event of every kind, with every kind of field filled at least once. */
final class NodeEventSamples {
    static final NodeId NODE = new NodeId("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");
    static final AttemptId ATTEMPT = AttemptId.of(NODE, 3);
    static final MacAddress MAC = new MacAddress("52:54:00:12:34:56");
    static final Instant AT = Instant.parse("2026-03-04T05:06:07.080900Z");
    static final Digest DIGEST = Digest.of("content".getBytes(StandardCharsets.UTF_8));
    static final SignalId SIGNAL = SignalId.ofParts(List.of("a", "signal"));
    static final Finding FINDING = new Finding(
            FailureCode.NO_METADATA_FETCH,
            "Kernel and initrd were served to 10.0.0.7, but no request reached 10.0.0.1:8481 \u2014 \u201cdead\u201d"
                    + " route?",
            "initrd fetch",
            "meta-data fetch",
            List.of(SIGNAL));
    private static final Step STEP = new Step("burn-in", "#!/bin/sh\nexit 0\n", Duration.ofMinutes(5), true);

    private NodeEventSamples() {}

    /** By the name of a golden file: empty for the plain case, else what is special about it. */
    static List<Map.Entry<String, NodeEvent>> all() {
        Map<String, List<NodeEvent>> byLabel = new LinkedHashMap<>();
        byLabel.put(
                "",
                List.of(
                        new NodeEvent.NodeEnrolled(AT, NODE, attributes()),
                        new NodeEvent.AttributesChanged(AT, attributes()),
                        new NodeEvent.PortAdded(AT, MAC),
                        new NodeEvent.PortRemoved(AT, MAC),
                        new NodeEvent.PropertiesDiscovered(
                                AT, new TreeMap<>(Map.of("cpus", "8", "memory_mb", "16384"))),
                        new NodeEvent.ReservationVoided(
                                AT, "mac:" + MAC, new NodeId("00000000-0000-4000-8000-000000000002")),
                        new NodeEvent.NodeDeleted(AT),
                        new NodeEvent.InstanceAssigned(AT, instance()),
                        new NodeEvent.InstanceRemoved(AT),
                        new NodeEvent.AttemptStarted(AT, ATTEMPT, LifecycleAction.DEPLOY, List.of(STEP)),
                        new NodeEvent.AttemptAdvanced(AT, ATTEMPT, AttemptStage.EPHEMERAL),
                        new NodeEvent.AttemptEnded(AT, ATTEMPT, AttemptOutcome.FAILED, Optional.of(FINDING)),
                        new NodeEvent.ProvisionStateChanged(
                                AT,
                                ProvisionState.DEPLOYING,
                                ProvisionState.WAIT_CALL_BACK,
                                Optional.of(ProvisionState.ACTIVE),
                                Trigger.WAIT),
                        new NodeEvent.WaitStarted(AT, waiting(running())),
                        new NodeEvent.WaitExpired(AT, new WaitId(7), WaitClock.PROGRESS, AT.minusSeconds(1)),
                        new NodeEvent.CrumbRecorded(
                                AT,
                                new WaitId(7),
                                new Crumb(
                                        Link.USER_DATA,
                                        0,
                                        AT,
                                        "10.0.0.7:4711",
                                        Optional.of(DIGEST),
                                        SIGNAL,
                                        Optional.of(Attribution.TOKEN)),
                                AT.plusSeconds(300),
                                AT.plusSeconds(180)),
                        new NodeEvent.PowerActionRequested(AT, powerRequest(Optional.of(BootDevice.PXE))),
                        new NodeEvent.PowerActionEnded(
                                AT,
                                new PowerRequestId(9),
                                new PowerOutcome.Confirmed(PowerState.ON),
                                Optional.of(AT.minusSeconds(1))),
                        new NodeEvent.PowerStateObserved(AT, PowerState.OFF, Optional.of(AT.minusSeconds(1))),
                        new NodeEvent.PowerDrifted(AT, PowerState.ON, PowerState.OFF, DriftPolicy.ENFORCE),
                        new NodeEvent.BmcIdentified(
                                AT,
                                new BmcIdentity("44454c4c-4b00-1031-8053-b4c04f4e3258", "7XK1Z2J"),
                                AT.minusSeconds(1)),
                        new NodeEvent.BmcTrusted(AT),
                        new NodeEvent.BmcAccountChanged(AT, AccountChange.ROTATED, 3),
                        new NodeEvent.BmcFaultFound(
                                AT,
                                new BmcFault("AUTH", "BMC 10.0.0.5:623 knows another password", AT.minusSeconds(2)),
                                AT.minusSeconds(1)),
                        new NodeEvent.BmcFaultCleared(AT, AT.minusSeconds(1)),
                        new NodeEvent.HoldPlaced(AT, hold()),
                        new NodeEvent.HoldReleased(AT, new HoldId("disk-swap"), "operator:ada")));
        byLabel.put(
                "sparse",
                List.of(
                        new NodeEvent.NodeEnrolled(AT, NODE, bare()),
                        new NodeEvent.AttemptEnded(AT, ATTEMPT, AttemptOutcome.SUCCEEDED, Optional.empty()),
                        new NodeEvent.InstanceAssigned(
                                AT, new InstanceInfo("web-1", "debian.raw", Optional.empty(), Optional.empty(), 0)),
                        new NodeEvent.PowerActionRequested(AT, powerRequest(Optional.empty())),
                        new NodeEvent.PowerStateObserved(AT, PowerState.OFF, Optional.empty())));
        byLabel.put("paused", List.of(new NodeEvent.WaitStarted(AT, waiting(paused()))));
        byLabel.put(
                "failed",
                List.of(new NodeEvent.PowerActionEnded(
                        AT,
                        new PowerRequestId(9),
                        new PowerOutcome.Failed(FailureCode.BMC_UNREACHABLE, "10.0.0.5:443 refused the connection"),
                        Optional.empty())));
        return byLabel.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(event -> Map.entry(each.getKey(), event)))
                .toList();
    }

    static NodeAttributes attributes() {
        return new NodeAttributes(
                "web-1",
                "redfish",
                Optional.of(new BmcAddress("redfish+https://10.0.0.5/redfish/v1/Systems/1")),
                "rack-7",
                new TreeSet<>(List.of(MAC, new MacAddress("52:54:00:12:34:58"))),
                new TreeMap<>(Map.of("cpus", "8", "note", "G\u00fcnther's \"test\" machine")),
                "baremetal",
                new TreeSet<>(List.of("CUSTOM_GPU")),
                "team-a",
                new Protection(true, "production"),
                Protection.NONE);
    }

    private static NodeAttributes bare() {
        return new NodeAttributes(
                "bare",
                "ipmi",
                Optional.empty(),
                "",
                new TreeSet<>(),
                new TreeMap<>(),
                "",
                new TreeSet<>(),
                "",
                Protection.NONE,
                Protection.NONE);
    }

    private static InstanceInfo instance() {
        return new InstanceInfo("web-1", "debian-12.raw", Optional.of(DIGEST), Optional.of(DIGEST), 1234);
    }

    private static PowerRequest powerRequest(Optional<BootDevice> device) {
        return new PowerRequest(
                new PowerRequestId(9),
                PowerAction.REBOOT,
                device,
                false,
                AT.plusSeconds(120),
                device.map(_ -> BootMode.UEFI));
    }

    private static Hold hold() {
        return new Hold(
                new HoldId("disk-swap"),
                "disk 3 is replaced",
                HoldCategory.HARDWARE,
                HoldScope.NO_OPERATIONS,
                true,
                "operator:ada",
                AT);
    }

    private static Wait waiting(WaitDeadlines deadlines) {
        return new Wait(
                new WaitId(7),
                WaitSubject.MACHINE,
                "the machine to boot",
                AT,
                deadlines,
                Duration.ofMinutes(5),
                Duration.ofSeconds(90),
                OnExpiry.FAIL);
    }

    private static WaitDeadlines running() {
        return new WaitDeadlines.Running(AT.plusSeconds(3600), AT.plusSeconds(300), AT.plusSeconds(90));
    }

    private static WaitDeadlines paused() {
        return new WaitDeadlines.Paused(Duration.ofMinutes(59), Duration.ofSeconds(200), Duration.ofMillis(-1));
    }
}
