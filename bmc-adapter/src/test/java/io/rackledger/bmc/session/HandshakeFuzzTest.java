package io.rackledger.bmc.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rackledger.bmc.rmcp.BadPacketException;
import java.util.List;

/** Any bytes as each message of a login. The ordinary run tries the files beside this test; {@code FuzzingTest} looks for more. */
final class HandshakeFuzzTest {
    private interface Reader {
        Handshake read(byte[] payload) throws BadPacketException;
    }

    private static final List<Reader> READERS = List.of(
            Handshake.Reader::openRequest,
            Handshake.Reader::openResponse,
            Handshake.Reader::rakp1,
            Handshake.Reader::rakp2,
            Handshake.Reader::rakp3,
            Handshake.Reader::rakp4);

    @FuzzTest
    void takesAnyBytes(byte[] payload) {
        fuzzerTestOneInput(payload);
    }

    /** As the fuzzer's own program calls it. */
    public static void fuzzerTestOneInput(byte[] payload) {
        for (Reader reader : READERS) {
            try {
                Handshake told = reader.read(payload);
                assertThat(reader.read(told.encode()).tag()).isEqualTo(told.tag());
            } catch (BadPacketException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }
}
