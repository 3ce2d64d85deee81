package io.rackledger.core.signal;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import java.util.Optional;

/** Whom a signal is about. Also the key of its record: all signals of a subject stay in order. */
public sealed interface SignalSubject {
    /** Record key. */
    String key();

    /** A known node; attempt and stage where the signal came under a token of them. */
    record OfNode(NodeId node, Optional<AttemptId> attempt, Optional<BootStage> stage) implements SignalSubject {
        @Override
        public String key() {
            return node.value();
        }
    }

    /** A machine that no node has claimed: kept, and adopted by the node at enlistment. */
    record OfMac(MacAddress mac) implements SignalSubject {
        @Override
        public String key() {
            return "mac:" + mac.value();
        }
    }

    /** Nobody that we could name, for example a request with a token that is not known; {@code source} is its address. */
    record OfSource(String source) implements SignalSubject {
        @Override
        public String key() {
            return "source:" + source;
        }
    }
}
