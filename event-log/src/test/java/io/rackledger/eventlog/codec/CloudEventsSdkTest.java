package io.rackledger.eventlog.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.rackledger.core.node.NodeEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Foreign programs read our records with the CloudEvents SDK. */
final class CloudEventsSdkTest {
    @Test
    void readsASingleEventInBinaryMode() {
        NodeEvent event = new NodeEvent.PortAdded(NodeEventSamples.AT, NodeEventSamples.MAC);
        WireRecord wire =
                NodeRecordCodec.encode(GoldenTest.request(List.of(event)), Optional.of(NodeEventSamples.ATTEMPT));
        RecordHeaders headers = new RecordHeaders();
        wire.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));

        MessageReader reader = KafkaMessageFactory.createReader(headers, wire.value());
        CloudEvent read = reader.toEvent();

        assertThat(read.getType()).isEqualTo("io.rackledger.node.port-added.v1");
        assertThat(read.getId()).isEqualTo(NodeEventSamples.NODE + "/5/0");
        assertThat(read.getSource()).hasToString("/rackledger/node-events");
        assertThat(read.getSubject()).isEqualTo(NodeEventSamples.NODE.value());
        assertThat(Objects.requireNonNull(read.getTime()).toInstant()).isEqualTo(NodeEventSamples.AT);
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(read.getExtension("sequence")).isEqualTo("5");
        assertThat(read.getExtension("attempt")).isEqualTo(NodeEventSamples.ATTEMPT.value());
        assertThat(read.getExtension("commandid")).isEqualTo("cmd-42");
        assertThat(read.getExtension("actor")).isEqualTo("operator:ada");
        assertThat(new String(Objects.requireNonNull(read.getData()).toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"at\":\"2026-03-04T05:06:07.080900Z\",\"mac\":\"52:54:00:12:34:56\"}");
    }

    @Test
    void readsEveryEventOfABatch() {
        List<NodeEvent> events =
                NodeEventSamples.all().stream().map(Map.Entry::getValue).toList();
        WireRecord wire = NodeRecordCodec.encode(GoldenTest.request(events), Optional.empty());
        JsonNode array = WireJson.MAPPER.readTree(wire.value());
        var format = Objects.requireNonNull(EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE));
        int index = 0;
        for (JsonNode each : array) {
            CloudEvent read = format.deserialize(WireJson.MAPPER.writeValueAsBytes(each));
            assertThat(read.getId()).isEqualTo(NodeEventSamples.NODE + "/5/" + index);
            assertThat(read.getType())
                    .isEqualTo(NodeEventTypes.of(events.get(index)).wireName());
            assertThat(read.getExtension("commandhash")).isEqualTo(NodeEventSamples.DIGEST.value());
            assertThat(read.getData()).isNotNull();
            index++;
        }
        assertThat(index).isEqualTo(events.size());
    }
}
