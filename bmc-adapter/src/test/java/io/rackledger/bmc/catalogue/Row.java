package io.rackledger.bmc.catalogue;

import io.rackledger.bmc.driver.FailureKind;
import java.util.Optional;

/**
 * One way in which real BMCs fail.
 *
 * @param number as in the catalogue from which the design was made
 * @param signature how it shows itself
 * @param kind how we sort it; empty where we get along with it
 * @param response what we do
 * @param operator what is left to people
 */
record Row(int number, String signature, Optional<FailureKind> kind, String response, String operator, Proof proof) {
    @Override
    public String toString() {
        return number + ": " + signature;
    }

    /** How we know that it is so. */
    sealed interface Proof {
        /** It is played. @param left what must stand in what the failure leaves in the log; empty where nothing fails */
        record Played(Scenario scenario, String left) implements Proof {}

        /** It cannot be played with a simulated BMC alone. */
        record NotSimulable(String because) implements Proof {}
    }

    /** Plays it. */
    interface Scenario {
        /** The failure, and what it leaves in the log; empty where all went well. */
        Optional<Left> play(Stand stand) throws Exception;
    }

    /** What a failure leaves: its kind and its words, as they go into the log. */
    record Left(FailureKind kind, String words) {}

    static Row survived(int number, String signature, String response, String operator, Scenario scenario) {
        return new Row(number, signature, Optional.empty(), response, operator, new Proof.Played(scenario, ""));
    }

    static Row fails(
            int number,
            FailureKind kind,
            String signature,
            String response,
            String operator,
            String left,
            Scenario scenario) {
        return new Row(number, signature, Optional.of(kind), response, operator, new Proof.Played(scenario, left));
    }

    static Row notSimulable(
            int number,
            Optional<FailureKind> kind,
            String signature,
            String response,
            String operator,
            String because) {
        return new Row(number, signature, kind, response, operator, new Proof.NotSimulable(because));
    }
}
