package io.rackledger.bmc.redfish;

import io.rackledger.core.identity.Text;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A BMC's answer.
 *
 * @param body an empty object where there was none
 */
record RedfishAnswer(int status, JsonNode body, HttpHeaders headers) {
    private static final int LONGEST_VERSION = 256;

    /** Empty where a good answer is none of JSON; what an error says then is nothing that we could understand. */
    static Optional<RedfishAnswer> read(int status, byte[] body, HttpHeaders headers) {
        if (body.length == 0) {
            return Optional.of(new RedfishAnswer(status, JsonMapper.shared().createObjectNode(), headers));
        }
        try {
            return Optional.of(new RedfishAnswer(status, JsonMapper.shared().readTree(body), headers));
        } catch (JacksonException e) {
            return status / 100 == 2
                    ? Optional.empty()
                    : Optional.of(new RedfishAnswer(status, JsonMapper.shared().createObjectNode(), headers));
        }
    }

    boolean isGood() {
        return status / 100 == 2;
    }

    /** Version of the resource: of the header, else of the body; empty where neither tells one that can be sent back (RFC 9110, 8.8.3). */
    Optional<String> etag() {
        return headers.firstValue("ETag")
                .or(() -> Optional.of(body.path("@odata.etag").asString("")))
                .map(String::strip)
                .filter(told -> Text.isVisible(told, LONGEST_VERSION) && !told.equals("\"\""));
    }

    /** How far the BMC's clock is ahead of ours by its Date header; zero where it sends none. */
    Duration ahead(Clock clock) {
        return headers.firstValue("Date")
                .flatMap(RedfishAnswer::instant)
                .map(theirs -> Duration.between(clock.instant(), theirs))
                .orElse(Duration.ZERO);
    }

    /** How long the BMC wants to be left alone, in seconds or until a time by our clock (RFC 9110, 10.2.3). */
    Optional<Duration> retryAfter(Clock clock) {
        return headers.firstValue("Retry-After")
                .map(String::strip)
                .flatMap(told -> told.matches("[0-9]{1,6}")
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(told)))
                        : instant(told).map(until -> Duration.between(clock.instant(), until)));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
