package io.rackledger.boot.report;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.signal.SignalSubject;
import java.util.Optional;

/** Whom a MAC address stands for. */
public final class PlannedMachine {
    private PlannedMachine() {}

    /** The node of the plan and its running attempt; the bare address where no node has it. */
    public static SignalSubject subject(MacAddress mac, Optional<BootPlan> plan) {
        return plan.<SignalSubject>map(known -> new SignalSubject.OfNode(
                        known.node(), known.attempt(), known.attempt().map(_ -> known.stage())))
                .orElseGet(() -> new SignalSubject.OfMac(mac));
    }
}
