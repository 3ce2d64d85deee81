package io.rackledger.eventlog.codec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.WaitDeadlines;

/** Names of the variants of sealed types inside events: a closed list each, in the field {@code kind}. */
final class WireKinds {
    private WireKinds() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = WaitDeadlines.Running.class, name = "running"),
        @JsonSubTypes.Type(value = WaitDeadlines.Paused.class, name = "paused")
    })
    interface OfWaitDeadlines {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = PowerOutcome.Confirmed.class, name = "confirmed"),
        @JsonSubTypes.Type(value = PowerOutcome.Failed.class, name = "failed")
    })
    interface OfPowerOutcome {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = BmcReport.Identified.class, name = "identified"),
        @JsonSubTypes.Type(value = BmcReport.Failing.class, name = "failing"),
        @JsonSubTypes.Type(value = BmcReport.Answering.class, name = "answering")
    })
    interface OfBmcReport {}
}
