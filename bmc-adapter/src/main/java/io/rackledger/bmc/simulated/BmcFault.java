package io.rackledger.bmc.simulated;

/** How a simulated BMC misbehaves. */
public sealed interface BmcFault {
    /** It does not. */
    record None() implements BmcFault {}

    /** Answers 204 to every reset and does nothing. */
    record IgnoresResets() implements BmcFault {}

    /** Answers 401 to everything. */
    record RefusesAccount() implements BmcFault {}

    /** Accepts connections and never answers. */
    record Silent() implements BmcFault {}

    /** Answers 503 to so many requests, then behaves. */
    record Busy(int times) implements BmcFault {}
}
