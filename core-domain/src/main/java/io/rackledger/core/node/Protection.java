package io.rackledger.core.node;

import io.rackledger.core.identity.Text;

/** A mark with a reason that forbids something: {@code protected} forbids undeploy and rebuild, {@code retired} forbids provide and deploy. */
public record Protection(boolean on, String reason) {
    public static final Protection NONE = new Protection(false, "");

    public Protection {
        reason = Text.bounded(reason, 500);
    }

    /** This, or the one that nearly all nodes have. */
    Protection shared() {
        return equals(NONE) ? NONE : this;
    }
}
