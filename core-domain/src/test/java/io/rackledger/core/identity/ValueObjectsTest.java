package io.rackledger.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.rackledger.core.boot.Step;
import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.node.Hold;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.InstanceInfo;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.Protection;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.WaitPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each value accepts and refuses. A refusal shows the value, bounded and printable, and says what would be accepted. */
final class ValueObjectsTest {
    private static final String ID = "6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b";
    private static final String HEX = "0123456789abcdef".repeat(4);

    static Stream<Arguments> accepted() {
        return Stream.of(
                row("node id", NodeId::new, ID),
                row("node id, parsed", NodeId::parse, ID, ID.toUpperCase(Locale.ROOT)),
                row("MAC", MacAddress::new, "52:54:00:12:34:56", "00:00:00:00:00:00"),
                row("MAC, parsed", MacAddress::parse, "52-54-00-12-34-AB", "52:54:00:12:34:ab"),
                row(
                        "BMC",
                        BmcAddress::new,
                        "ipmi://10.0.0.5:623",
                        "redfish+https://bmc-1.rack:8000/redfish/v1/Systems/1",
                        "redfish+http://[fe80::1]:8000/redfish/v1/Systems/1"),
                row("command id", CommandId::new, "a", "engine.6f1c.crumb.3!~", "x".repeat(128)),
                row("hold id", HoldId::new, "h", "planned-2026-03", "9".repeat(64)),
                row("digest", Digest::new, "sha256:" + HEX),
                row("signal id", SignalId::new, HEX),
                row("attempt id", AttemptId::new, ID + ".1", ID + ".999999999"),
                row("log position", LogPosition::parse, "0:0", "11:999999999999999999"),
                row("log vector", LogVector::parse, "", "0:17,1:4"),
                row("claim", ClaimKey::new, "mac:52:54:00:12:34:56", "name:web-1", "bmc:10.0.0.5:623"),
                row("step name", ValueObjectsTest::step, "a", "erase-metadata", "x_1.2", "a".repeat(64)),
                row("node name", ValueObjectsTest::named, "a", "rack1-n01", "9" + "a".repeat(62)),
                row("driver", ValueObjectsTest::driven, "redfish", "ipmi"),
                row("trait", ValueObjectsTest::trait, "CUSTOM_GPU", "CUSTOM_" + "A".repeat(248)),
                row("instance name", name -> instance(name, "debian.raw"), "web-1", "a"),
                row("image", image -> instance("web-1", image), "debian.raw", "http://10.0.0.1/a%20b.raw?x=1"),
                row("hold reason", ValueObjectsTest::hold, "x", "x".repeat(500)),
                row("state", ProvisionState::parse, "wait call-back", "active"),
                row("verb", ProvisionVerb::parse, "undeploy", "manage"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                row("node id", NodeId::new, "", "x", ID.toUpperCase(Locale.ROOT), ID + "0", "1-1-1-1-1"),
                row("node id, parsed", NodeId::parse, "", "1-1-1-1-1", ID.replace('-', '_'), "{" + ID + "}"),
                row(
                        "MAC",
                        MacAddress::new,
                        "",
                        "52:54:00:12:34",
                        "52:54:00:12:34:56:78",
                        "52:54:00:12:34:AB",
                        "53:54:00:12:34:56"),
                row("MAC, parsed", MacAddress::parse, "525400123456", "ff:ff:ff:ff:ff:ff", "52:54:00:12:34:5g"),
                row(
                        "BMC",
                        BmcAddress::new,
                        "",
                        "10.0.0.5",
                        "http://root:calvin@10.0.0.5/",
                        "ipmi://10.0.0.5 623",
                        "ipmi:10.0.0.5",
                        "http://bmc/\u00e4",
                        "http://bmc/" + "x".repeat(300)),
                row("command id", CommandId::new, "", "a b", "\u00e4", "x".repeat(129), "a\n"),
                row("hold id", HoldId::new, "", "-a", "A", "a_b", "9".repeat(65)),
                row("digest", Digest::new, "", HEX, "sha256:" + HEX.substring(1), "sha1:" + HEX),
                row("signal id", SignalId::new, "", HEX + "0", HEX.replace('a', 'A')),
                row("attempt id", AttemptId::new, ID, ID + ".0", ID + ".01", ID + ".1000000000", "x.1"),
                row("log position", LogPosition::parse, "", "1", "1:", ":1", "-1:1", "1:-1", "1:1:1", "1:1x"),
                row("log vector", LogVector::parse, "0", "0:1,", "0:1;1:2"),
                row("claim", ClaimKey::new, "", "web-1", "ip:10.0.0.1", "name:", "name:a b"),
                row("step name", ValueObjectsTest::step, "", "-a", "A", "a/b", "..", "a b", "a".repeat(65)),
                row("node name", ValueObjectsTest::named, "", "-a", "a-", "A", "a.b", "a".repeat(64), "a\n"),
                row("driver", ValueObjectsTest::driven, "", "Red fish"),
                row("trait", ValueObjectsTest::trait, "GPU", "CUSTOM_", "CUSTOM_gpu", "CUSTOM_" + "A".repeat(249)),
                row("instance name", name -> instance(name, "debian.raw"), "", "Web", "a_b"),
                row(
                        "image",
                        image -> instance("web-1", image),
                        "",
                        " ",
                        "a\nb",
                        "a b.raw",
                        "x".repeat(2049),
                        "a\u202eb"),
                row("hold reason", ValueObjectsTest::hold, "", "  ", "x".repeat(501)),
                row("state", ProvisionState::parse, "", "ACTIVE", "wait_call_back"),
                row("verb", ProvisionVerb::parse, "", "delete", "DEPLOY"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void acceptsWhatIsRight(String what, Function<String, Object> parse, List<String> values) {
        assertThat(values)
                .allSatisfy(value -> assertThat(parse.apply(value)).as(what).isNotNull());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWhatIsWrongAndSaysWhatIsRight(String what, Function<String, Object> parse, List<String> values) {
        assertThat(values)
                .allSatisfy(value -> assertThatThrownBy(() -> parse.apply(value))
                        .as("%s '%s'", what, value)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("use ")
                        .message()
                        .doesNotContain("\n", "\u202e")
                        .hasSizeLessThan(600));
    }

    @Test
    void parsesWhatItPrints() {
        assertThat(LogVector.parse("0:17,1:4")).hasToString("0:17,1:4");
        assertThat(LogPosition.parse("3:1207")).isEqualTo(new LogPosition(3, 1207));
        assertThat(new AttemptId(ID + ".7").node()).isEqualTo(new NodeId(ID));
        assertThat(AttemptId.of(new NodeId(ID), 7).number()).isEqualTo(7);
        assertThat(AttemptId.of(new NodeId(ID), 9)).isLessThan(AttemptId.of(new NodeId(ID), 10));
        assertThat(MacAddress.parse("52-54-00-AB-CD-EF")).hasToString("52:54:00:ab:cd:ef");
    }

    @ParameterizedTest
    @EnumSource(ProvisionState.class)
    void parsesEveryStateByItsName(ProvisionState state) {
        assertThat(ProvisionState.parse(state.wireName())).isEqualTo(state);
    }

    @Test
    void keysSignalsByTheirPartsSoThatTheyCannotRunTogether() {
        assertThat(SignalId.ofParts(List.of("ab", "c"))).isNotEqualTo(SignalId.ofParts(List.of("a", "bc")));
        assertThat(SignalId.ofParts(List.of("a", "b"))).isEqualTo(SignalId.ofParts(List.of("a", "b")));
    }

    @Test
    void knowsWhatALogVectorCovers() {
        LogVector vector = LogVector.parse("0:17,1:4");
        assertThat(vector.covers(new LogPosition(0, 16))).isTrue();
        assertThat(vector.covers(new LogPosition(0, 17))).isFalse();
        assertThat(vector.covers(new LogPosition(2, 0))).isFalse();
        assertThat(vector.covers(LogVector.START)).isTrue();
        assertThat(LogVector.START.covers(vector)).isFalse();
        assertThat(vector.with(0, 18).of(0)).isEqualTo(18);
    }

    @Test
    void makesForeignTextHarmless() {
        assertThat(Text.printable("a\u0000b\u001bc\u202ed\u2028e\ud800f")).isEqualTo("a?b?c?d?e?f");
        assertThat(Text.bounded("abc", 2)).isEqualTo("ab");
        assertThat(Text.shorten("x".repeat(100))).hasSize(83).endsWith("...");
    }

    @Test
    void neverCutsACharacterInHalf() {
        String smile = "\ud83d\ude00";
        assertThat(Text.bounded("ab" + smile, 3)).isEqualTo("ab");
        assertThat(Text.bounded("ab" + smile, 4)).isEqualTo("ab" + smile);
        assertThat(Text.shorten("x".repeat(79) + smile + "y")).isEqualTo("x".repeat(79) + "...");
    }

    @Test
    void refusesAWaitPolicyThatCannotWork() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> new WaitPolicy(Duration.ZERO, day, day, day, day, day, 5))
                .hasMessageContaining("positive");
        assertThatThrownBy(() -> new WaitPolicy(day, day, day, day, day, day, 0))
                .hasMessageContaining("at least 1");
    }

    @Test
    void boundsTheStep() {
        assertThatThrownBy(() -> new Step("a", "", Duration.ZERO, true)).hasMessageContaining("PT1S to PT24H");
        assertThatThrownBy(() -> new Step("a", "", Duration.ofHours(25), true)).hasMessageContaining("PT24H");
        assertThatThrownBy(() -> new Step("a", "x".repeat(65_537), Duration.ofSeconds(1), true))
                .hasMessageContaining("65536");
    }

    private static Arguments row(String what, Function<String, Object> parse, String... values) {
        return arguments(what, parse, List.of(values));
    }

    private static Object step(String name) {
        return new Step(name, "", Duration.ofSeconds(1), true);
    }

    private static Object named(String name) {
        return attributes(name, "redfish", List.of());
    }

    private static Object driven(String driver) {
        return attributes("a", driver, List.of());
    }

    private static Object trait(String trait) {
        return attributes("a", "redfish", List.of(trait));
    }

    private static Object attributes(String name, String driver, List<String> traits) {
        SortedMap<String, String> none = new TreeMap<>();
        return new NodeAttributes(
                name,
                driver,
                Optional.empty(),
                "",
                new TreeSet<>(),
                none,
                "",
                new TreeSet<>(traits),
                "",
                Protection.NONE,
                Protection.NONE);
    }

    private static Object instance(String name, String image) {
        return new InstanceInfo(name, image, Optional.empty(), Optional.empty(), 0);
    }

    private static Object hold(String reason) {
        return new Hold(
                new HoldId("h"), reason, HoldCategory.OTHER, HoldScope.NO_OPERATIONS, true, "ada", Instant.EPOCH);
    }
}
