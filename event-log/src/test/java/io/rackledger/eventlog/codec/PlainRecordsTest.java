package io.rackledger.eventlog.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.eventlog.LogFixture;
import io.rackledger.eventlog.NodeWalk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The short way of reading leads to the same as the general one, or leaves it the record. */
final class PlainRecordsTest {
    private static final LogPosition AT = new LogPosition(2, 7);
    private static final String STRANGE = "{}[]:,\"\\\n\t \u0000\u00e9-+.eE0179tfnaxPTZ";

    @Test
    void readsEveryRecordThatWeWriteAsTheGeneralWayDoes() throws Exception {
        int read = 0;
        for (long seed = 0; seed < 60; seed++) {
            for (AppendRequest request : new NodeWalk(seed).steps(40).requests()) {
                WireRecord wire = NodeRecordCodec.encode(request, Optional.empty());
                assertThat(PlainRecords.read(wire, AT)).contains(NodeRecordCodec.decodeAny(wire, AT));
                read++;
            }
        }
        assertThat(read).isGreaterThan(1_000);
        for (var sample : NodeEventSamples.all()) {
            WireRecord wire = NodeRecordCodec.encode(
                    LogFixture.request(NodeEventSamples.NODE, 3, LogFixture.newCommand(), sample.getValue()),
                    Optional.of(NodeEventSamples.ATTEMPT));
            assertThat(PlainRecords.read(wire, AT)).contains(NodeRecordCodec.decodeAny(wire, AT));
        }
    }

    /** Each attribute left out, emptied or changed, and the data cut: never another answer, and a fault is told as ever. */
    @Test
    void leavesTheGeneralWayWhateverIsUnusual() {
        WireRecord single = NodeRecordCodec.encode(
                LogFixture.change(NodeEventSamples.NODE, 3), Optional.of(NodeEventSamples.ATTEMPT));
        for (String header : single.headers().keySet()) {
            for (String value : List.of("", "x", "io.rackledger.node.enrolled.v9")) {
                Map<String, String> headers = new HashMap<>(single.headers());
                headers.put(header, value);
                sameOrLeft(new WireRecord(single.key(), headers, single.value()));
                headers.remove(header);
                sameOrLeft(new WireRecord(single.key(), headers, single.value()));
            }
        }
        WireRecord batch = NodeRecordCodec.encode(
                new NodeWalk(1)
                        .steps(20).requests().stream()
                                .filter(request -> request.events().size() > 1)
                                .findFirst()
                                .orElseThrow(),
                Optional.empty());
        String text = new String(batch.value(), StandardCharsets.UTF_8);
        for (String wire :
                List.of("\"1.0\"", "\"specversion\"", "\"id\"", "\"data\":{", "\"type\"", "commandid", "Z\"", "}]")) {
            for (String other : List.of("", "7", "null", "\"q\"", "[]")) {
                String changed = text.replaceFirst(Pattern.quote(wire), other);
                sameOrLeft(new WireRecord(batch.key(), batch.headers(), changed.getBytes(StandardCharsets.UTF_8)));
            }
        }
        sameOrLeft(new WireRecord(batch.key(), batch.headers(), (text + "{}").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsEveryReleasedRecordAsTheGeneralWayDoes() throws Exception {
        int read = 0;
        for (String release : ReleasedCorpus.releases()) {
            for (Path file : ReleasedCorpus.golden(release)) {
                WireRecord wire = GoldenFiles.read(file);
                sameOrLeft(wire);
                read += PlainRecords.read(wire, AT).isPresent() ? 1 : 0;
            }
        }
        assertThat(read).as("records read in the short way").isGreaterThan(20);
    }

    /** Bytes changed, doubled, moved and left out at random, in what stands for one event and for several. */
    @Test
    void readsNothingOtherwiseThanTheGeneralWayHoweverARecordIsSpoilt() {
        SplittableRandom chance = new SplittableRandom(20_261_130);
        int read = 0;
        int spoilt = 0;
        for (long seed = 0; seed < 40; seed++) {
            for (AppendRequest request : new NodeWalk(seed).steps(25).requests()) {
                WireRecord wire = NodeRecordCodec.encode(request, Optional.empty());
                for (int i = 0; i < 20; i++) {
                    WireRecord changed = new WireRecord(wire.key(), wire.headers(), spoilt(wire.value(), chance));
                    sameOrLeft(changed);
                    read += PlainRecords.read(changed, AT).isPresent() ? 1 : 0;
                    spoilt++;
                }
            }
        }
        assertThat(read).as("of " + spoilt + " records, still plain").isBetween(spoilt / 50, spoilt / 2);
    }

    private static byte[] spoilt(byte[] value, SplittableRandom chance) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        for (int times = chance.nextInt(1, 3); times > 0 && text.length() > 2; times--) {
            int at = chance.nextInt(text.length() - 1);
            int end = Math.min(text.length(), at + 1 + chance.nextInt(chance.nextBoolean() ? 2 : 40));
            text = switch (chance.nextInt(4)) {
                case 0 -> text.substring(0, at) + text.substring(end);
                case 1 -> text.substring(0, end) + text.substring(at);
                case 2 -> text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
                default ->
                    text.substring(0, at) + STRANGE.charAt(chance.nextInt(STRANGE.length())) + text.substring(at + 1);
            };
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void sameOrLeft(WireRecord wire) {
        PlainRecords.read(wire, AT).ifPresent(read -> {
            try {
                assertThat(read).isEqualTo(NodeRecordCodec.decodeAny(wire, AT));
            } catch (UnreadableException e) {
                throw new AssertionError("read in the short way what is unreadable: " + wire.headers(), e);
            }
        });
    }

    @Test
    void readsTimesAsJavaDoes() {
        for (String text : List.of(
                "2026-03-04T05:06:07Z",
                "2026-03-04T05:06:07.1Z",
                "2026-03-04T05:06:07.080900Z",
                "2026-03-04T05:06:07.000000001Z",
                "2024-02-29T23:59:59Z",
                "2026-12-31T23:59:59.999999999Z",
                "1969-12-28T00:00:00.5Z",
                "-0001-01-01T00:00:00Z",
                "+12026-03-04T05:06:07Z",
                "2026-03-04T05:06:07+01:00")) {
            assertThat(WireTimes.instant(text)).as(text).isEqualTo(Instant.parse(text));
        }
        for (String text : List.of("", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-03-04T05:06:0xZ")) {
            assertThatThrownBy(() -> WireTimes.instant(text)).as(text).isInstanceOf(DateTimeException.class);
        }
        for (String text : List.of("PT5M", "PT-0.001S", "PT59M", "PT5M")) {
            assertThat(WireTimes.duration(text)).isEqualTo(Duration.parse(text));
        }
    }
}
