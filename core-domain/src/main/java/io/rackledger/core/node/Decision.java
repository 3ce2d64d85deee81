package io.rackledger.core.node;

import java.util.List;

/** What a command leads to. A refusal is a value. */
public sealed interface Decision {
    /** These events happen together; none means that all is as asked already. */
    record Accepted(List<NodeEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** Nothing happens. */
    record Rejected(Refusal refusal) implements Decision {}
}
