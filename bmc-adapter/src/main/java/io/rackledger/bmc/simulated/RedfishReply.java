package io.rackledger.bmc.simulated;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What goes back; {@code json} is empty for no body. */
record RedfishReply(int status, String json, Optional<String> etag) {
    static RedfishReply ok(ObjectNode body) {
        return new RedfishReply(200, body.toString(), Optional.empty());
    }

    static RedfishReply done() {
        return new RedfishReply(204, "", Optional.empty());
    }

    /** In the form of DSP0266, section "Error responses". */
    static RedfishReply error(int status, String message) {
        ObjectNode error = JsonMapper.shared().createObjectNode();
        ObjectNode inner =
                error.putObject("error").put("code", "Base.1.8.GeneralError").put("message", message);
        inner.putArray("@Message.ExtendedInfo")
                .addObject()
                .put("MessageId", "Base.1.8.GeneralError")
                .put("Message", message);
        return new RedfishReply(status, error.toString(), Optional.empty());
    }

    RedfishReply withEtag(String version) {
        return new RedfishReply(status, json, Optional.of(version));
    }
}
