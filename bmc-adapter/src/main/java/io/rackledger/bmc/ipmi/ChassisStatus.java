package io.rackledger.bmc.ipmi;

import java.util.Set;
import java.util.TreeSet;

/**
 * Answer to Get Chassis Status (IPMI 2.0, 28.2).
 *
 * @param known whether it is a state at all: BMCs that are starting tell nothing but ones
 * @param lastEvent what the BMC says caused the last change of power
 */
public record ChassisStatus(boolean known, boolean on, Set<Fault> faults, Set<LastEvent> lastEvent) {
    private static final int NOTHING = 0xff;

    /** What is wrong with the power. */
    public enum Fault {
        OVERLOAD,
        INTERLOCK,
        POWER_FAULT,
        CONTROL_FAULT
    }

    /** Why the power changed last. */
    public enum LastEvent {
        AC_FAILED,
        OVERLOAD,
        INTERLOCK,
        POWER_FAULT,
        BY_COMMAND
    }

    public ChassisStatus {
        faults = Set.copyOf(faults);
        lastEvent = Set.copyOf(lastEvent);
    }

    public static IpmiCommand<ChassisStatus> get() {
        return IpmiCommand.reading("Get Chassis Status", NetFn.CHASSIS, 0x01, body -> {
            byte[] told = IpmiCommand.atLeast(2, body);
            Set<Fault> faults = new TreeSet<>();
            for (Fault fault : Fault.values()) {
                if ((told[0] >> fault.ordinal() + 1 & 1) != 0) {
                    faults.add(fault);
                }
            }
            Set<LastEvent> events = new TreeSet<>();
            for (LastEvent event : LastEvent.values()) {
                if ((told[1] >> event.ordinal() & 1) != 0) {
                    events.add(event);
                }
            }
            return new ChassisStatus((told[0] & 0xff) != NOTHING, (told[0] & 1) != 0, faults, events);
        });
    }
}
