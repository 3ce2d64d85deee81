package io.rackledger.eventlog.codec;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** Records of boot-plans: the plan whole, once under each of its MAC addresses. */
public final class BootPlanCodec {
    private static final String SOURCE = "/rackledger/boot-plans";
    private static final WireType<BootPlan> PUBLISHED = new WireType<>("boot-plan.published", 1, BootPlan.class);

    static final WireFamily<BootPlan> FAMILY = new WireFamily<>(List.of(PUBLISHED), Upcasters.PRESENT);

    private BootPlanCodec() {}

    public static WireRecord encode(MacAddress mac, BootPlan plan, Instant at) {
        CloudEvent event = new CloudEvent(
                plan.node() + "/" + plan.sequence() + "/" + mac,
                SOURCE,
                PUBLISHED.wireName(),
                plan.node().value(),
                at,
                Collections.emptySortedMap(),
                FAMILY.write(plan));
        return CloudEventFormat.write(mac.value(), List.of(event));
    }

    /** Reads a plan back; what is not known to this version is refused with the reason. */
    public static BootPlan decode(WireRecord wire) throws UnreadableException {
        CloudEvent event = CloudEventFormat.read(wire).getFirst();
        return FAMILY.read(event.type(), event.data());
    }
}
