package io.rackledger.eventlog.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the reader takes, what it refuses, and with which reason. */
final class UnreadableTest {
    private static final LogPosition POSITION = new LogPosition(3, 17);
    private static final WireRecord GOOD = NodeRecordCodec.encode(
            GoldenTest.request(List.of(new NodeEvent.PortAdded(NodeEventSamples.AT, NodeEventSamples.MAC))),
            Optional.empty());

    @Test
    void refusesAnUnknownTypeAndAVersionFromTheFuture() {
        assertRefused(withHeader("ce_type", "io.rackledger.node.teleported.v1"), "not known");
        assertRefused(withHeader("ce_type", "io.rackledger.node.port-added.v2"), "not known");
        assertRefused(withHeader("ce_type", "io.rackledger.node.port-added"), "has no version");
    }

    @Test
    void tellsWhatOnlyANewerProgramWritesFromWhatIsBroken() {
        assertNewer(withHeader("ce_type", "io.rackledger.node.teleported.v1"));
        assertNewer(withHeader("ce_type", "io.rackledger.node.port-added.v2"));
        assertNewer(new WireRecord(
                GOOD.key(),
                Map.of("content-type", CloudEventFormat.BATCH),
                new String(batch().value(), StandardCharsets.UTF_8)
                        .replace("node.port-removed.v1", "node.port-removed.v2")
                        .getBytes(StandardCharsets.UTF_8)));
        assertNewer(of("power-state-observed", "{\"at\":\"2026-03-04T05:06:07Z\",\"power\":\"dim\"}"));
        assertNewer(of(
                "power-action-ended",
                "{\"at\":\"2026-03-04T05:06:07Z\",\"request\":9,\"outcome\":{\"kind\":\"postponed\"}}"));

        assertBroken(withHeader("ce_type", "org.example.node.teleported.v1"));
        assertBroken(withHeader("ce_type", "io.rackledger.node.port-added"));
        assertBroken(withValue("{\"at\":\"2026-03-04T05:06:07Z\",\"mac\":\"ff:ff\"}"));
        assertBroken(of(
                "power-action-ended",
                "{\"at\":\"2026-03-04T05:06:07Z\",\"request\":9,\"outcome\":{\"power\":\"on\"}}"));
    }

    @Test
    void refusesWhatIsNoCloudEvent() {
        assertRefused(withHeader("ce_specversion", "2.0"), "CloudEvents version 2.0");
        assertRefused(withHeader("content-type", "text/plain"), "content type 'text/plain'");
        assertRefused(withHeader("ce_time", "yesterday"), "yesterday");
        assertRefused(withHeader("ce_sequence", "many"), "many");
        assertRefused(withHeader("ce_subject", NodeEventSamples.ATTEMPT.value()), "is about");
        assertRefused(withHeader("ce_commandid", ""), "command id");
        assertRefused(withValue("{\"at\":"), "not a CloudEvent");
        assertRefused(withValue("[1]"), "not a JSON object");
    }

    @Test
    void refusesAMissingFieldAndAValueThatItsTypeRefuses() {
        assertRefused(withValue("{\"at\":\"2026-03-04T05:06:07Z\"}"), "mac");
        assertRefused(withValue("{\"at\":\"2026-03-04T05:06:07Z\",\"mac\":\"ff:ff\"}"), "MAC address");
        assertRefused(withValue("{\"at\":\"2026-03-04T05:06:07Z\",\"mac\":{}}"), "text or number");
    }

    @Test
    void refusesDataNestedDeeperThanAnyEventIs() {
        assertRefused(withValue("[".repeat(100) + "]".repeat(100)), "nesting depth");
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() throws Exception {
        WireRecord more = withValue("{\"at\":\"2026-03-04T05:06:07Z\",\"mac\":\"52:54:00:12:34:56\",\"vlan\":[7]}");
        assertThat(NodeRecordCodec.decode(more, POSITION).events()).hasSize(1);
    }

    @Test
    void liftsOldVersionsStepByStep() throws Exception {
        Upcasters upcasters = new Upcasters()
                .add("io.rackledger.node.port-added", 1, old -> rename(old, "address", "macAddress"))
                .add("io.rackledger.node.port-added", 2, old -> rename(old, "macAddress", "mac"));
        WireFamily<NodeEvent> family =
                new WireFamily<>(List.of(new WireType<>("node.port-added", 3, NodeEvent.PortAdded.class)), upcasters);
        var old =
                WireJson.MAPPER.readTree("{\"at\":\"2026-03-04T05:06:07.080900Z\",\"address\":\"52:54:00:12:34:56\"}");
        assertThat(family.read("io.rackledger.node.port-added.v1", old))
                .isEqualTo(new NodeEvent.PortAdded(NodeEventSamples.AT, NodeEventSamples.MAC));
        assertThatThrownBy(() -> new WireFamily<>(
                                List.of(new WireType<>("node.port-added", 3, NodeEvent.PortAdded.class)),
                                new Upcasters())
                        .read("io.rackledger.node.port-added.v1", old))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("no upcaster");
    }

    @Test
    void writesHalfASurrogatePairThatAMachineSent() throws Exception {
        Signal signal = new Signal(
                NodeEventSamples.SIGNAL,
                new SignalSubject.OfSource("cut\ud83d"),
                NodeEventSamples.AT,
                "10.0.0.7:1",
                Optional.empty(),
                new SignalBody.StepLogged(1, 0, "ok \ud83d\ude00 cut \ud83d"));
        Signal read = SignalCodec.decode(SignalCodec.encode(signal));
        assertThat(read.body()).isEqualTo(new SignalBody.StepLogged(1, 0, "ok \ud83d\ude00 cut \ufffd"));
        assertThat(read.subject()).isEqualTo(new SignalSubject.OfSource("cut\ufffd"));
    }

    private static ObjectNode rename(ObjectNode node, String from, String to) {
        node.set(to, node.remove(from));
        return node;
    }

    private static void assertRefused(WireRecord wire, String reason) {
        assertThatThrownBy(() -> NodeRecordCodec.decode(wire, POSITION))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(reason);
    }

    private static void assertNewer(WireRecord wire) {
        assertThatThrownBy(() -> NodeRecordCodec.decode(wire, POSITION)).isInstanceOf(NewerTypeException.class);
    }

    private static void assertBroken(WireRecord wire) {
        assertThatThrownBy(() -> NodeRecordCodec.decode(wire, POSITION)).isExactlyInstanceOf(UnreadableException.class);
    }

    private static WireRecord batch() {
        return NodeRecordCodec.encode(
                GoldenTest.request(List.of(
                        new NodeEvent.PortAdded(NodeEventSamples.AT, NodeEventSamples.MAC),
                        new NodeEvent.PortRemoved(NodeEventSamples.AT, NodeEventSamples.MAC))),
                Optional.empty());
    }

    private static WireRecord of(String event, String data) {
        Map<String, String> headers = new HashMap<>(GOOD.headers());
        headers.put("ce_type", "io.rackledger.node." + event + ".v1");
        return new WireRecord(GOOD.key(), headers, data.getBytes(StandardCharsets.UTF_8));
    }

    private static WireRecord withHeader(String name, String value) {
        Map<String, String> headers = new HashMap<>(GOOD.headers());
        headers.put(name, value);
        return new WireRecord(GOOD.key(), headers, GOOD.value());
    }

    private static WireRecord withValue(String json) {
        return new WireRecord(GOOD.key(), GOOD.headers(), json.getBytes(StandardCharsets.UTF_8));
    }
}
