package io.rackledger.boot.inquiry;

/**
 * One request of a machine's boot, and what it would be answered.
 *
 * @param stage DHCP, loader, boot script, kernel, initrd or user data
 * @param outcome what comes of it
 * @param words what would be answered, and why
 */
public record OutlookStep(String stage, Outcome outcome, String words) {
    /** What comes of a request. */
    public enum Outcome {
        /** The machine gets it, and goes on. */
        SERVED,
        /** Somebody else has to serve it; nothing is known of that here. */
        ELSEWHERE,
        /** The machine is told to wait, and asks again. */
        WAITS,
        /** There is no answer, or a no: the boot ends here. */
        REFUSED
    }

    static OutlookStep served(String stage, String words) {
        return new OutlookStep(stage, Outcome.SERVED, words);
    }

    static OutlookStep elsewhere(String stage, String words) {
        return new OutlookStep(stage, Outcome.ELSEWHERE, words);
    }

    static OutlookStep refused(String stage, String words) {
        return new OutlookStep(stage, Outcome.REFUSED, words);
    }
}
