package io.rackledger.bmc.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.event.EventReader.Read;
import io.rackledger.core.signal.SignalBody.BmcEventHeard;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies as BMCs post them, as they did in older versions, and as nobody should. */
final class EventReaderTest {
    @Test
    void takesWhatIsKnownOfAnEventAndLeavesOutTheRest() {
        Read read = read("""
                {"@odata.type": "#Event.v1_7_0.Event", "Id": "1", "Context": "ours", "Oem": {"X": [1, {"y": null}]},
                 "Events": [
                  {"EventId": "4711", "EventType": "Alert", "EventTimestamp": "2026-03-04T12:00:00+01:00", "Severity": "OK",
                   "MessageSeverity": "Warning", "MessageId": "ResourceEvent.1.3.ResourcePoweredOff", "MessageArgs": ["x"],
                   "Message": "The resource has powered off.", "OriginOfCondition": {"@odata.id": "/redfish/v1/Systems/1"},
                   "SpecificEventExistsInGroup": false, "LogEntry": {"@odata.id": "/redfish/v1/x"}},
                  {"MessageId": "Base.1.0.Second"}]}
                """);
        assertThat(read)
                .isEqualTo(events(
                        new BmcEventHeard(
                                "4711",
                                "ResourceEvent.1.3.ResourcePoweredOff",
                                "Warning",
                                "The resource has powered off.",
                                "/redfish/v1/Systems/1",
                                "2026-03-04T12:00:00+01:00"),
                        new BmcEventHeard("", "Base.1.0.Second", "", "", "", "")));
    }

    @Test
    void takesTheFormsOfOlderServices() {
        assertThat(read("""
                {"Events": [{"EventId": 7, "EventType": "StatusChange", "Severity": "Critical", "OriginOfCondition": "/redfish/v1/Systems/1"},
                            {"EventType": "Alert", "MessageId": "iLOEvents.0.9.ServerPoweredOn", "MessageArgs": ["a", 2]}]}
                """))
                .isEqualTo(events(
                        new BmcEventHeard("7", "", "Critical", "StatusChange", "/redfish/v1/Systems/1", ""),
                        new BmcEventHeard("", "iLOEvents.0.9.ServerPoweredOn", "", "a, 2", "", "")));
    }

    @Test
    void boundsWhatItTakesAndMakesItPrintable() {
        String long1000 = "x".repeat(1000);
        Read read =
                read("{\"Events\":[{\"EventId\":\"%s\",\"MessageId\":\"%s\",\"Message\":\"a\\u001b[2J\\u202eb%s\"}]}"
                        .formatted(long1000, long1000, long1000));
        BmcEventHeard event = ((Read.Events) read).events().getFirst();
        assertThat(event.eventId()).hasSize(64);
        assertThat(event.messageId()).hasSize(128);
        assertThat(event.message()).hasSize(500).startsWith("a?[2J?bxx");
    }

    @Test
    void writesDownNothingThatIsToBeMasked() {
        Read read = EventReader.read(
                bytes("{\"Events\":[{\"EventId\":\"s3cret\",\"MessageId\":\"a.s3cret\",\"Message\":\"to /s3cret\","
                        + "\"Severity\":\"s3cret\",\"EventTimestamp\":\"s3cret\",\"OriginOfCondition\":\"s3cret\"}]}"),
                words -> words.replace("s3cret", "***"));
        assertThat(read.toString()).contains("to /***").doesNotContain("s3cret");
    }

    @Test
    void takesNoMoreThanSoManyEventsAtATime() {
        assertThat(read(many(EventReader.MOST))).isInstanceOf(Read.Events.class);
        assertThat(read(many(EventReader.MOST + 1)))
                .isEqualTo(new Read.Unreadable("Events has 101 members; at most 100 are taken."));
    }

    private static String many(int events) {
        return IntStream.range(0, events)
                .mapToObj(_ -> "{\"Message\":\"m\"}")
                .collect(Collectors.joining(",", "{\"Events\":[", "]}"));
    }

    @Test
    void takesABodyWithoutAnyEventForNothing() {
        assertThat(read("{\"Events\":[]}")).isEqualTo(events());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                   | no array Events",
                "not json                             | is not JSON",
                "{\"Events\":[                        | is not JSON",
                "[]                                   | no array Events",
                "null                                 | no array Events",
                "7                                    | no array Events",
                "{\"Events\":{}}                      | no array Events",
                "{\"Events\":\"x\"}                   | no array Events",
                "{\"MetricValues\":[]}                | no array Events",
                "{\"Events\":[7]}                     | Events/0 tells neither",
                "{\"Events\":[{\"Message\":\"m\"},{}]} | Events/1 tells neither",
                "{\"Events\":[{\"Message\":{\"a\":1}}]} | Events/0 tells neither",
            })
    void refusesWithAReasonWhatIsNoEvent(String body, String reason) {
        assertThat(read(body))
                .isInstanceOfSatisfying(
                        Read.Unreadable.class,
                        refused -> assertThat(refused.reason()).contains(reason));
    }

    @Test
    void refusesABodyThatIsNestedWithoutEnd() {
        assertThat(read("{\"Events\":" + "[".repeat(100_000))).isEqualTo(new Read.Unreadable("The body is not JSON."));
    }

    private static Read events(BmcEventHeard... events) {
        return new Read.Events(List.of(events));
    }

    private static Read read(String body) {
        return EventReader.read(bytes(body), UnaryOperator.identity());
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
