package io.rackledger.bmc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.ipmi.BootFlags;
import io.rackledger.bmc.ipmi.ChassisStatus;
import io.rackledger.bmc.ipmi.DeviceId;
import io.rackledger.bmc.ipmi.FruCommands;
import io.rackledger.bmc.ipmi.IpmiCommand;
import io.rackledger.bmc.ipmi.SelInfo;
import io.rackledger.bmc.ipmi.SensorReading;
import io.rackledger.bmc.ipmi.SystemGuid;
import io.rackledger.bmc.ipmi.Watchdog;
import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.LanMessage;
import io.rackledger.bmc.rmcp.Packet;
import io.rackledger.bmc.rmcp.PacketCodec;
import io.rackledger.bmc.rmcp.PayloadType;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.CipherSuite;
import io.rackledger.bmc.session.Handshake;
import io.rackledger.bmc.session.KeyExchange;
import io.rackledger.bmc.session.SessionKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Known answers: what ipmitool and a BMC said to each other, captured by {@code vectors/capture.sh}. Our codes, keys, packets and commands must be
 * theirs, byte by byte.
 */
final class IpmitoolVectorsTest {
    /** What both sides said, in order, opened with the keys that we derive. */
    private record Exchange(CipherSuite suite, List<LanMessage> requests, List<LanMessage> responses) {}

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        "suite3-status",
                        ChassisStatus.get(),
                        "ChassisStatus[known=true, on=false, faults=[], lastEvent=[]]"),
                Arguments.of(
                        "suite3-kg",
                        ChassisStatus.get(),
                        "ChassisStatus[known=true, on=false, faults=[], lastEvent=[]]"),
                Arguments.of(
                        "suite3-device",
                        DeviceId.get(),
                        "DeviceId[id=0, firmware=9.08, ipmiVersion=2.0, manufacturer=4753, product=3842,"
                                + " updating=false]"),
                Arguments.of("suite3-identity", SystemGuid.get(), "SystemGuid[hex=a123456789abcdefa123456789abcd07]"),
                Arguments.of("suite3-sel", SelInfo.get(), "SelInfo[entries=0, free=16000, overflow=false]"),
                Arguments.of(
                        "suite17-status",
                        ChassisStatus.get(),
                        "ChassisStatus[known=true, on=false, faults=[], lastEvent=[]]"),
                Arguments.of(
                        "suite17-watchdog",
                        Watchdog.get(),
                        "Watchdog[running=false, use=NOBODY, action=NOTHING, initial=PT0S, left=PT0S]"),
                Arguments.of("suite17-sensors", SensorReading.get(1), "SensorReading[raw=OptionalInt[23], states=192]"),
                Arguments.of("suite17-fru", FruCommands.area(0), "Area[size=160, words=false]"));
    }

    /** The first answer to this request, read by us. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answers")
    void asksAsIpmitoolDoesAndReadsWhatItWasTold(String file, IpmiCommand<?> command, String told) throws Exception {
        Exchange exchange = exchange(file);
        assertThat(exchange.suite().id()).isEqualTo(file.startsWith("suite3") ? 3 : 17);
        LanMessage request = exchange.requests().stream()
                .filter(asked -> asked.netFn() == command.netFn() && asked.command() == command.command())
                .filter(asked -> Arrays.equals(asked.data(), command.data()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("ipmitool asks otherwise: " + shown(exchange.requests())));
        LanMessage response = exchange.responses().stream()
                .filter(answer -> answer.answers(request))
                .findFirst()
                .orElseThrow();
        assertThat(response.completion()).isZero();
        assertThat(command.reader().read(response.body())).asString().isEqualTo(told);
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of("suite3-boot", new BootFlags(true, false, false, BootFlags.PXE).set()),
                Arguments.of("suite3-boot", BootFlags.changing(true)),
                Arguments.of("suite17-boot", new BootFlags(true, true, true, BootFlags.PXE).set()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("settings")
    void setsAsIpmitoolDoes(String file, IpmiCommand<?> command) throws Exception {
        assertThat(exchange(file).requests())
                .filteredOn(asked -> asked.netFn() == command.netFn() && asked.command() == command.command())
                .extracting(asked -> HexFormat.of().formatHex(asked.data()))
                .contains(HexFormat.of().formatHex(command.data()));
    }

    private static String shown(List<LanMessage> messages) {
        return messages.stream()
                .map(message -> "%02x %02x %s"
                        .formatted(
                                message.netFn(),
                                message.command(),
                                HexFormat.of().formatHex(message.data())))
                .toList()
                .toString();
    }

    private static Exchange exchange(String file) throws IOException, BadPacketException {
        Account account = Account.of("admin", "s3cret");
        List<Packet.Plus> packets = packets(file);
        var opened = Handshake.Reader.openResponse(first(packets, PayloadType.OPEN_SESSION_RESPONSE));
        var asked = Handshake.Reader.openRequest(first(packets, PayloadType.OPEN_SESSION_REQUEST));
        var one = Handshake.Reader.rakp1(first(packets, PayloadType.RAKP_1));
        var two = Handshake.Reader.rakp2(first(packets, PayloadType.RAKP_2));
        CipherSuite suite = asked.suite().orElseThrow();
        KeyExchange keys = new KeyExchange(
                suite,
                file.endsWith("kg") ? account.withKg("kg-canary".getBytes(StandardCharsets.US_ASCII)) : account,
                one.role(),
                asked.consoleId(),
                opened.bmcId(),
                one.random(),
                two.random(),
                two.guid());
        assertThat(two.code()).as("RAKP 2 of the BMC").isEqualTo(keys.rakp2Code());
        assertThat(Handshake.Reader.rakp3(first(packets, PayloadType.RAKP_3)).code())
                .as("RAKP 3 of ipmitool")
                .isEqualTo(keys.rakp3Code());
        assertThat(Handshake.Reader.rakp4(first(packets, PayloadType.RAKP_4)).code())
                .as("RAKP 4 of the BMC")
                .isEqualTo(keys.rakp4Code());
        return commands(suite, packets, keys.keys(), opened.bmcId());
    }

    private static Exchange commands(CipherSuite suite, List<Packet.Plus> packets, SessionKeys keys, int bmcId)
            throws BadPacketException {
        Exchange exchange = new Exchange(suite, new ArrayList<>(), new ArrayList<>());
        for (Packet.Plus packet : packets) {
            if (packet.authenticated()) {
                LanMessage message = LanMessage.decode(keys.open(packet));
                assertThat(message.isResponse()).isEqualTo(packet.session() != bmcId);
                (message.isResponse() ? exchange.responses() : exchange.requests()).add(message);
            }
        }
        return exchange;
    }

    private static byte[] first(List<Packet.Plus> packets, PayloadType type) {
        return packets.stream()
                .filter(packet -> packet.type() == type)
                .findFirst()
                .orElseThrow()
                .payload();
    }

    private static List<Packet.Plus> packets(String file) throws IOException, BadPacketException {
        List<Packet.Plus> packets = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(IpmitoolVectorsTest.class.getResourceAsStream("vectors/" + file + ".hex"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList()) {
                byte[] datagram = HexFormat.of().parseHex(line.substring(2));
                if (PacketCodec.decode(datagram) instanceof Packet.Plus plus) {
                    assertThat(PacketCodec.encode(plus)).as("written by us").isEqualTo(datagram);
                    packets.add(plus);
                }
            }
        }
        return packets;
    }
}
