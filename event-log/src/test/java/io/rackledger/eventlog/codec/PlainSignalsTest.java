package io.rackledger.eventlog.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The short way of reading a signal leads to the same as the general one, or leaves it the record. */
final class PlainSignalsTest {
    @Test
    void readsEverySignalThatWeWriteAsTheGeneralWayDoes() throws Exception {
        for (var sample : SignalSamples.all()) {
            WireRecord wire = SignalCodec.encode(sample.getValue());
            assertThat(PlainSignals.read(wire)).contains(SignalCodec.decodeAny(wire));
        }
    }

    /** Each attribute left out, emptied or changed, and the data cut: never another answer, and a fault is told as ever. */
    @Test
    void leavesTheGeneralWayWhateverIsUnusual() {
        for (var sample : SignalSamples.all()) {
            WireRecord wire = SignalCodec.encode(sample.getValue());
            for (String header : wire.headers().keySet()) {
                for (String value : List.of("", "x", "io.rackledger.signal.heartbeat-received.v9")) {
                    Map<String, String> headers = new HashMap<>(wire.headers());
                    headers.put(header, value);
                    sameOrLeft(new WireRecord(wire.key(), headers, wire.value()));
                    headers.remove(header);
                    sameOrLeft(new WireRecord(wire.key(), headers, wire.value()));
                }
            }
            String text = new String(wire.value(), StandardCharsets.UTF_8);
            for (String part : List.of("{", "}", "\"", ":", ",")) {
                for (String other : List.of("", "7", "null", "[]", "{}")) {
                    sameOrLeft(with(wire, text.replaceFirst(Pattern.quote(part), other)));
                }
            }
            sameOrLeft(with(wire, text + "{}"));
            sameOrLeft(with(wire, " " + text));
            sameOrLeft(with(wire, "null"));
        }
    }

    private static WireRecord with(WireRecord wire, String value) {
        return new WireRecord(wire.key(), wire.headers(), value.getBytes(StandardCharsets.UTF_8));
    }

    private static void sameOrLeft(WireRecord wire) {
        PlainSignals.read(wire).ifPresent(read -> {
            try {
                assertThat(read).isEqualTo(SignalCodec.decodeAny(wire));
            } catch (UnreadableException e) {
                throw new AssertionError("read in the short way what is unreadable: " + wire.headers(), e);
            }
        });
    }
}
