package io.rackledger.bmc.redfish.quirks;

import java.util.List;

/**
 * How a family of BMCs wants to be spoken to. The keys of the files are these names.
 *
 * @param sessionsFullMessages names of messages that say that all sessions are taken
 * @param busyMessages names of messages, whatever the status, that say that it can be done a little later
 * @param etagEndings what a web server has appended to versions, and does not take back
 * @param fullBoot whether a change of the boot device must name device, times and mode together
 * @param powerInChassis whether the chassis tells the power state where the system tells none
 * @param mediaTypes media of the drive that takes an ISO image, the best first
 * @param mediaSlot id of the one drive that works; empty for any
 * @param insertFields what is told with an image beside its address; of Inserted, WriteProtected, TransferProtocolType, TransferMethod
 * @param ejectBody what is sent to eject; empty for no body at all
 * @param lateMembers whether what was just made may be missing for a moment
 */
public record Quirks(
        List<String> sessionsFullMessages,
        List<String> busyMessages,
        List<String> etagEndings,
        boolean fullBoot,
        boolean powerInChassis,
        List<String> mediaTypes,
        String mediaSlot,
        List<String> insertFields,
        String ejectBody,
        boolean lateMembers) {
    public Quirks {
        sessionsFullMessages = List.copyOf(sessionsFullMessages);
        busyMessages = List.copyOf(busyMessages);
        etagEndings = List.copyOf(etagEndings);
        mediaTypes = List.copyOf(mediaTypes);
        insertFields = List.copyOf(insertFields);
    }
}
