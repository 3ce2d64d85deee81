package io.rackledger.eventlog.codec;

import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.identity.WaitId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of what is one text, one number or one truth value on the wire. */
final class WireScalars {
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    /** As {@link Duration#toString} writes it; the format "duration" of JSON Schema knows neither fractions nor signs. */
    private static final String DURATION = "PT(-?[0-9]+H)?(-?[0-9]+M)?(-?[0-9]+([.][0-9]{1,9})?S)?";

    private static final Map<Class<?>, ObjectNode> SCHEMAS = Map.ofEntries(
            Map.entry(String.class, type("string")),
            Map.entry(boolean.class, type("boolean")),
            Map.entry(int.class, type("integer").put("format", "int32")),
            Map.entry(Integer.class, type("integer").put("format", "int32")),
            Map.entry(long.class, type("integer").put("format", "int64")),
            Map.entry(Long.class, type("integer").put("format", "int64")),
            Map.entry(Instant.class, type("string").put("format", "date-time")),
            Map.entry(Duration.class, text(DURATION)),
            Map.entry(NodeId.class, text(UUID)),
            Map.entry(AttemptId.class, text(UUID + "[.][1-9][0-9]{0,8}")),
            Map.entry(BmcAddress.class, text("[!-~]{1,255}").put("format", "uri")),
            Map.entry(CommandId.class, text("[!-~]{1,128}")),
            Map.entry(Digest.class, text("sha256:[0-9a-f]{64}")),
            Map.entry(HoldId.class, text("[a-z0-9][a-z0-9-]{0,63}")),
            Map.entry(MacAddress.class, text("[0-9a-f]{2}(:[0-9a-f]{2}){5}")),
            Map.entry(SignalId.class, text("[0-9a-f]{64}")),
            Map.entry(WaitId.class, count()),
            Map.entry(PowerRequestId.class, count()));

    private WireScalars() {}

    static Optional<ObjectNode> schema(Class<?> type) {
        return Optional.ofNullable(SCHEMAS.get(type)).map(ObjectNode::deepCopy);
    }

    private static ObjectNode count() {
        return type("integer").put("format", "int64").put("minimum", 1);
    }

    private static ObjectNode text(String pattern) {
        return type("string").put("pattern", "^" + pattern + "$");
    }

    private static ObjectNode type(String name) {
        return WireJson.MAPPER.createObjectNode().put("type", name);
    }
}
