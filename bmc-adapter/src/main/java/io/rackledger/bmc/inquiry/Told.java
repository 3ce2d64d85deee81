package io.rackledger.bmc.inquiry;

import io.rackledger.bmc.driver.FailureKind;

/**
 * What a question to a node's BMC leads to.
 *
 * @param <T> what was asked for
 */
public sealed interface Told<T> {
    /**
     * The BMC's answer.
     *
     * @param bmc host and port of the BMC
     */
    record Answer<T>(String bmc, T found) implements Told<T> {}

    /** There is no living node of this id or name. */
    record NoNode<T>(String named) implements Told<T> {}

    /** The node has no BMC that could be asked. */
    record NoBmc<T>(String node) implements Told<T> {}

    /** Something else is done at the BMC, and went on for as long as was waited. */
    record InUse<T>(String bmc) implements Told<T> {}

    /** The BMC did not answer as it should; the detail holds no secret. */
    record Trouble<T>(FailureKind kind, String stage, String detail) implements Told<T> {}
}
