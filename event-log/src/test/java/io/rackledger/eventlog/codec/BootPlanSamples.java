package io.rackledger.eventlog.codec;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.LocalBoot;
import io.rackledger.core.boot.LocalBootMethod;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.InstanceInfo;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Boot plans with all fields and with as few as possible. */
final class BootPlanSamples {
    private BootPlanSamples() {}

    static BootPlan full() {
        return new BootPlan(
                NodeEventSamples.NODE,
                "web-1",
                new TreeSet<>(List.of(NodeEventSamples.MAC)),
                BootPlanKind.DEPLOY,
                Optional.of(NodeEventSamples.ATTEMPT),
                Optional.of(new WaitId(7)),
                BootStage.EPHEMERAL,
                Optional.of(NodeEventSamples.DIGEST),
                Optional.of(new InstanceInfo(
                        "web-1", "debian-12.raw", Optional.of(NodeEventSamples.DIGEST), Optional.empty(), 0)),
                List.of(new Step("write-image", "", Duration.ofMinutes(20), true)),
                false,
                5,
                Optional.of(new LocalBoot(LocalBootMethod.EFI_PATH, "/EFI/debian/shimx64.efi")),
                12);
    }

    static BootPlan sparse() {
        return new BootPlan(
                NodeEventSamples.NODE,
                "web-1",
                new TreeSet<>(List.of(NodeEventSamples.MAC)),
                BootPlanKind.LOCAL_DISK,
                Optional.empty(),
                Optional.empty(),
                BootStage.INSTALLED,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                5,
                Optional.empty(),
                13);
    }
}
