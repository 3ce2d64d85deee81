package io.rackledger.bmc.rmcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes at the IPMI port. The ordinary run tries the files beside this test; {@code FuzzingTest} looks for more. */
final class PacketFuzzTest {
    @FuzzTest
    void takesAnyBytes(byte[] datagram) {
        fuzzerTestOneInput(datagram);
    }

    /** As the fuzzer's own program calls it. */
    public static void fuzzerTestOneInput(byte[] datagram) {
        try {
            switch (PacketCodec.decode(datagram)) {
                case Packet.Presence presence ->
                    assertThat(PacketCodec.decode(PacketCodec.encode(presence))).isEqualTo(presence);
                case Packet.Sessionless(var message) -> message(message);
                case Packet.Plus plus -> {
                    message(plus.payload());
                    console(plus.payload());
                }
            }
        } catch (BadPacketException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    private static void message(byte[] bytes) {
        try {
            LanMessage message = LanMessage.decode(bytes);
            assertThat(LanMessage.decode(message.encode()).data()).isEqualTo(message.data());
        } catch (BadPacketException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    private static void console(byte[] bytes) {
        try {
            SolPacket packet = SolPacket.decode(bytes);
            assertThat(SolPacket.decode(packet.encode()).characters()).isEqualTo(packet.characters());
        } catch (BadPacketException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }
}
