package io.rackledger.command.handling;

import io.rackledger.core.door.AppliedCommand;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.Refusal;
import java.util.List;

/** What one look at a command on one version of a node leads to. */
sealed interface Judgement {
    /** A command of this id was accepted before; its answer is the answer. */
    record Repeat(AppliedCommand first) implements Judgement {}

    /** Not allowed. */
    record Refuse(Refusal refusal) implements Judgement {}

    /** All is as asked already. */
    record Nothing() implements Judgement {}

    /** These events are to be appended. */
    record Append(List<NodeEvent> events) implements Judgement {
        public Append {
            events = List.copyOf(events);
        }
    }
}
