package io.rackledger.bmc.rmcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rackledger.bmc.rmcp.Packet.Plus;
import io.rackledger.bmc.rmcp.Packet.Presence;
import io.rackledger.bmc.rmcp.Packet.Sessionless;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PacketCodecTest {
    /** As ipmitool 1.8.19 sends them. */
    private static final String PING = "0600ff06000011be80000000";

    private static final String CAPABILITIES = "0600ff07000000000000000000092018c88100388e04b5";

    @Test
    void writesAPresencePingAsOthersDo() {
        assertThat(hex(PacketCodec.encode(new Presence(false, 0, false)))).isEqualTo(PING);
    }

    @Test
    void writesAQuestionOutsideOfSessionsAsOthersDo() throws BadPacketException {
        LanMessage message = new LanMessage(0x06, 0, 0, 0x38, new byte[] {(byte) 0x8e, 4});
        assertThat(hex(PacketCodec.encode(new Sessionless(message.encode())))).isEqualTo(CAPABILITIES);
        assertThat(PacketCodec.decode(bytes(CAPABILITIES)))
                .isInstanceOfSatisfying(
                        Sessionless.class,
                        read -> assertThat(hex(read.message())).isEqualTo(hex(message.encode())));
    }

    @Test
    void readsBackWhatItWrites() throws BadPacketException {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            byte[] payload = bytes(random, random.nextInt(200));
            PayloadType type = PayloadType.values()[random.nextInt(PayloadType.values().length)];
            int session = random.nextInt();
            int sequence = random.nextInt();
            boolean encrypted = random.nextBoolean();
            Plus written = random.nextBoolean()
                    ? new Plus(type, encrypted, false, session, sequence, payload, new byte[0], new byte[0])
                    : new Plus(
                            type,
                            encrypted,
                            true,
                            session,
                            sequence,
                            payload,
                            PacketCodec.signed(type, encrypted, session, sequence, payload),
                            bytes(random, 12));
            Packet read = PacketCodec.decode(PacketCodec.encode(written));
            // Whether the signed part is flagged as encrypted is the session's business; here every field must come
            // back.
            assertThat(read).usingRecursiveComparison().isEqualTo(written);
        }
    }

    @Test
    void readsBackMessages() throws BadPacketException {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 1_000; i++) {
            LanMessage written = new LanMessage(
                    random.nextInt(64),
                    random.nextInt(4),
                    random.nextInt(64),
                    random.nextInt(256),
                    bytes(random, random.nextInt(80)));
            assertThat(LanMessage.decode(written.encode()))
                    .usingRecursiveComparison()
                    .isEqualTo(written);
        }
    }

    /** Cut off, flipped and invented bytes: each is read or refused, and nothing else happens. */
    @Test
    void refusesWhatItCannotReadAndThrowsNothingElse() {
        SplittableRandom random = new SplittableRandom(3);
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = mutated(random);
            try {
                assertThat(PacketCodec.decode(bytes)).isNotNull();
            } catch (BadPacketException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 99_000);
    }

    @Test
    void namesWhatIsWrong() {
        assertThatExceptionOfType(BadPacketException.class)
                .isThrownBy(() -> PacketCodec.decode(bytes("0600ff07060000000000000000000500aa")))
                .withMessage("says 5 bytes follow, and 1 do");
        assertThatExceptionOfType(BadPacketException.class)
                .isThrownBy(() -> LanMessage.decode(bytes("2018c88100388e04b6")))
                .withMessageContaining("checksum");
    }

    private static byte[] mutated(SplittableRandom random) {
        Plus plus = new Plus(
                PayloadType.IPMI,
                true,
                true,
                7,
                9,
                new byte[32],
                PacketCodec.signed(PayloadType.IPMI, true, 7, 9, new byte[32]),
                new byte[12]);
        byte[] bytes = random.nextBoolean() ? PacketCodec.encode(plus) : bytes(CAPABILITIES);
        for (int flips = random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
