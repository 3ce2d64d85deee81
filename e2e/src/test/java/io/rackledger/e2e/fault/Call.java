package io.rackledger.e2e.fault;

import io.rackledger.core.identity.LogPosition;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request of a client and what it was told: a line of the history.
 *
 * @param key Idempotency-Key; several calls may carry the same one
 * @param node id of the node, empty where no answer has told it
 * @param instance name of the engine that was asked
 * @param status of HTTP, 0 where no answer came
 * @param code of the problem, or what broke; empty where the command was accepted
 * @param sequence and {@code position} as an acceptance tells them
 */
record Call(
        String client,
        String operation,
        String key,
        String node,
        String instance,
        Instant start,
        Instant end,
        int status,
        String code,
        Optional<Long> sequence,
        String position) {
    /** The engine said that the command is in the log. */
    boolean acknowledged() {
        return status / 100 == 2;
    }

    /** The engine said for good that it does not do this. */
    boolean refused() {
        return status / 100 == 4;
    }

    /** Nobody knows: the same command is to be sent again. */
    boolean unknown() {
        return !acknowledged() && !refused();
    }

    String json() {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        line.put("client", client).put("operation", operation).put("key", key).put("node", node);
        line.put("instance", instance).put("start", start.toString()).put("end", end.toString());
        line.put("status", status).put("code", code).put("position", position);
        sequence.ifPresent(value -> line.put("sequence", value));
        return line.toString();
    }

    /** Of the log, where the command was accepted. */
    int partition() {
        return LogPosition.parse(position).partition();
    }
}
