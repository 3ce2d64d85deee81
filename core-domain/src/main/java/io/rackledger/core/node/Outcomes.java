package io.rackledger.core.node;

import java.util.List;

/** Short forms of decisions. */
final class Outcomes {
    private Outcomes() {}

    static Decision accept(NodeEvent... events) {
        return new Decision.Accepted(List.of(events));
    }

    static Decision unchanged() {
        return new Decision.Accepted(List.of());
    }

    static Decision refuse(RefusalCode code, String detail, String field, String remedy) {
        return new Decision.Rejected(new Refusal(code, detail, field, remedy));
    }
}
