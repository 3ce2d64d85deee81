package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A document that is JSON already: what was written into the rows is handed out as it is, with what is known only at the time of the
 * answer put in at its end. Reading and writing it again would cost more than all the rest of an answer.
 *
 * @param json a JSON object
 */
public record StoredJson(@JsonValue @JsonRawValue String json) {
    /** The same with one more field; {@code value} is JSON. */
    public StoredJson with(String field, String value) {
        int end = json.length() - 1;
        String comma = end > 1 ? "," : "";
        return new StoredJson(json.substring(0, end) + comma + '"' + field + "\":" + value + '}');
    }

    @Override
    public String toString() {
        return json;
    }
}
