package io.rackledger.command.rest;

import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Refusal;

/** A command that was refused, on its way to the problem that tells so. */
final class CommandRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;
    private final transient NodeId node;
    private final transient NodeStream stream;

    CommandRefused(Refusal refusal, NodeId node, NodeStream stream) {
        super(refusal.code() + ": " + refusal.detail());
        this.refusal = refusal;
        this.node = node;
        this.stream = stream;
    }

    Refusal refusal() {
        return refusal;
    }

    NodeId node() {
        return node;
    }

    NodeStream stream() {
        return stream;
    }
}
