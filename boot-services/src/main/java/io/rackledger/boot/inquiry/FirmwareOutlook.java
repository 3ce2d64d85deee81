package io.rackledger.boot.inquiry;

import java.util.List;

/**
 * The boot of one kind of firmware, request by request, as far as it would get.
 *
 * @param firmware such as {@code uefi-x64}
 * @param verdict where it ends
 */
public record FirmwareOutlook(String firmware, Verdict verdict, List<OutlookStep> steps) {
    public FirmwareOutlook {
        steps = List.copyOf(steps);
    }

    /** Where a boot ends, the best last. */
    public enum Verdict {
        /** It stops: something that it needs is refused or not there. */
        STOPS,
        /** It is told to wait and ask again. */
        WAITS,
        /** It starts the system on its disk. */
        DISK,
        /** It starts the system in memory. */
        NETWORK
    }
}
