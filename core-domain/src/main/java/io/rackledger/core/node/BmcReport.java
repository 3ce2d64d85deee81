package io.rackledger.core.node;

/** What was found out about a node's BMC, beside the power state. */
public sealed interface BmcReport {
    /** It told which machine it belongs to. */
    record Identified(BmcIdentity identity) implements BmcReport {}

    /** It cannot be worked with: so many tries in a row have failed, or one failed in a way that no further try mends. */
    record Failing(BmcFault fault) implements BmcReport {}

    /** It answers, and takes our account. */
    record Answering() implements BmcReport {}
}
