package io.rackledger.bmc.redfish;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

/**
 * What a BMC is asked.
 *
 * @param json empty for no body
 */
record RedfishRequest(String method, String path, String json, List<Header> headers) {
    RedfishRequest {
        headers = List.copyOf(headers);
    }

    /** Shows no value: it may be a password or a token. */
    record Header(String name, String value) {
        @Override
        public String toString() {
            return name;
        }
    }

    static RedfishRequest get(String path) {
        return new RedfishRequest("GET", path, "", List.of());
    }

    static RedfishRequest post(String path, String json) {
        return new RedfishRequest("POST", path, json, List.of());
    }

    static RedfishRequest patch(String path, String json) {
        return new RedfishRequest("PATCH", path, json, List.of());
    }

    static RedfishRequest delete(String path) {
        return new RedfishRequest("DELETE", path, "", List.of());
    }

    RedfishRequest with(String name, String value) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header(name, value));
        return new RedfishRequest(method, path, json, all);
    }

    /** For messages; the body may hold a password. */
    String words() {
        return method + " " + path;
    }

    void writeTo(HttpRequest.Builder http) {
        http.method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .header("Accept", "application/json")
                .header("OData-Version", "4.0");
        if (!json.isEmpty()) {
            http.header("Content-Type", "application/json");
        }
        headers.forEach(header -> http.header(header.name(), header.value()));
    }

    @Override
    public String toString() {
        return words();
    }
}
