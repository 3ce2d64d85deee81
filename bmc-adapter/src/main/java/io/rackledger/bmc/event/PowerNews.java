package io.rackledger.bmc.event;

import io.rackledger.core.signal.SignalBody.BmcEventHeard;
import java.util.regex.Pattern;

/**
 * Which events may mean that a machine was switched. That is but a reason to read the power state, so an event too many costs one look; names
 * differ by registry: ResourcePoweredOff (ResourceEvent), ServerPoweredOn (HPE), DCPowerOff (OpenBMC), "System is turning off" (Dell).
 */
final class PowerNews {
    private static final Pattern WORDS =
            Pattern.compile("power|turning o(n|ff)|StateChanged", Pattern.CASE_INSENSITIVE);

    private PowerNews() {}

    static boolean isIn(BmcEventHeard event) {
        return WORDS.matcher(event.messageId()).find()
                || WORDS.matcher(event.message()).find();
    }
}
