package io.rackledger.bmc.simulated;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What goes back; {@code json} is empty for no body. */
record RedfishReply(int status, String json, Map<String, String> headers) {
    RedfishReply {
        headers = Map.copyOf(headers);
    }

    static RedfishReply ok(ObjectNode body) {
        return new RedfishReply(200, body.toString(), Map.of());
    }

    static RedfishReply created(ObjectNode body, String location) {
        return new RedfishReply(201, body.toString(), Map.of("Location", location));
    }

    static RedfishReply done() {
        return new RedfishReply(204, "", Map.of());
    }

    static RedfishReply error(int status, String message) {
        return error(status, "Base.1.8.GeneralError", message);
    }

    /** In the form of DSP0266, section "Error responses". */
    static RedfishReply error(int status, String messageId, String message) {
        ObjectNode error = JsonMapper.shared().createObjectNode();
        ObjectNode inner = error.putObject("error").put("code", messageId).put("message", message);
        inner.putArray("@Message.ExtendedInfo")
                .addObject()
                .put("MessageId", messageId)
                .put("Message", message);
        return new RedfishReply(status, error.toString(), Map.of());
    }

    static RedfishReply notHere(String path) {
        return error(404, "Base.1.8.ResourceMissingAtURI", "There is no resource at " + path + ".");
    }

    static RedfishReply notAllowed() {
        return error(405, "Base.1.8.OperationNotAllowed", "The method is not allowed here.");
    }

    RedfishReply with(String header, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(header, value);
        return new RedfishReply(status, json, all);
    }

    RedfishReply withEtag(Optional<String> version) {
        return version.map(told -> with("ETag", told)).orElse(this);
    }
}
