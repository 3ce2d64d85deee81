package io.rackledger.boot.inquiry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a machine would be served now, and why.
 *
 * @param sentence the whole in words
 * @param verdict that of the firmware that gets furthest
 * @param node that has the MAC address; empty where none has
 * @param plan what its node's plan says; empty where there is none
 * @param lease its address by our own DHCP server
 * @param conflicts other DHCP servers that it was heard of with, since this process started
 * @param notes what else an operator should know, a sentence each
 */
public record MachineOutlook(
        String mac,
        Instant asOf,
        FirmwareOutlook.Verdict verdict,
        String sentence,
        Optional<NodeBrief> node,
        Optional<PlanBrief> plan,
        Optional<LeaseBrief> lease,
        List<Conflict> conflicts,
        List<String> notes,
        List<FirmwareOutlook> firmware) {
    public MachineOutlook {
        conflicts = List.copyOf(conflicts);
        notes = List.copyOf(notes);
        firmware = List.copyOf(firmware);
    }

    /** A plan in short. {@code bootsTaken} network boots of {@code bootBudget} in its wait were given by this process. */
    public record PlanBrief(String kind, Optional<String> attempt, long sequence, int bootsTaken, int bootBudget) {}

    /** An address of the machine. {@code state} is leased, offered or ended. */
    public record LeaseBrief(String address, String state, Instant until, boolean reserved) {}

    /** Another DHCP server. */
    public record Conflict(String server, Instant last) {}
}
