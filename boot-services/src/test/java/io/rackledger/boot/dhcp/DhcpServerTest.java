package io.rackledger.boot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rackledger.boot.ForeignProgram;
import io.rackledger.boot.RecordingSignals;
import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.boot.report.StrangerLimits;
import io.rackledger.boot.script.HttpUrl;
import io.rackledger.core.signal.SignalBody.DhcpAnswered;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.eventlog.memory.InMemoryLog;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server over sockets on the loopback address, asked as by a relay there. */
final class DhcpServerTest {
    private static final Ipv4 SELF = Ipv4.parse("127.0.0.1");

    @TempDir
    Path directory;

    private final InMemoryLog log = new InMemoryLog();
    private final RecordingSignals signals = new RecordingSignals(log.signals());
    private final SourceBook sources = new SourceBook(SignalSubject.OfMac::new);
    private DatagramSocket relay;
    private DhcpServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        // Answers go to port 67 of the relay, which only root may have.
        ForeignProgram.needRoot();
        relay = new DatagramSocket(67, InetAddress.getByName("127.0.0.2"));
        relay.setSoTimeout(5000);
        port = freePort();
        SignalReporter reporter = new SignalReporter(signals, Duration.ofMillis(300), StrangerLimits.DEFAULT);
        DhcpSettings settings = new DhcpSettings(
                DhcpMode.AUTHORITATIVE,
                SELF,
                List.of(Subnet.parse("127.0.0.0/24:127.0.0.100-127.0.0.199", List.of(), Duration.ofHours(1))),
                Map.of(),
                true,
                DhcpSettings.IPXE_LOADERS,
                directory.resolve("leases"),
                Duration.ofSeconds(60));
        server = DhcpServer.start(
                settings,
                new DhcpPorts(port, freePort(), freePort()),
                new HttpUrl("http://127.0.0.1:8481"),
                new DhcpDesk(log.bootPlans(), reporter, sources),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
            relay.close();
        }
    }

    @Test
    void confirmsNoAddressThatTheLogHasNotTaken() throws IOException {
        Ipv4 offered = ask(MessageType.DISCOVER, Optional.empty()).orElseThrow().yours();
        await().until(() -> !signals.all().isEmpty());
        signals.stall(true);
        relay.setSoTimeout(1000);
        assertThat(ask(MessageType.REQUEST, Optional.of(offered))).isEmpty();
        signals.stall(false);
        relay.setSoTimeout(5000);
        DhcpMessage confirmed = ask(MessageType.REQUEST, Optional.of(offered)).orElseThrow();
        assertThat(confirmed.options().type()).contains(MessageType.ACK);
        assertThat(confirmed.yours()).isEqualTo(offered);
        assertThat(signals.last().body()).isInstanceOf(DhcpAnswered.class);
        assertThat(LeaseFile.read(directory.resolve("leases")))
                .extracting(Lease::address)
                .containsExactly(offered);
        assertThat(sources.machineAt(offered.toString(), Clock.systemUTC().instant()))
                .as("what comes from that address from now on is of this machine")
                .isPresent();
    }

    private Optional<DhcpMessage> ask(MessageType type, Optional<Ipv4> wanted) throws IOException {
        DhcpMessage plain = Requests.from(Requests.uefi(type), Ipv4.NONE, Ipv4.parse("127.0.0.2"));
        DhcpMessage request = wanted.map(address -> Requests.with(
                        Requests.with(plain, OptionCode.REQUESTED_ADDRESS, address), OptionCode.SERVER, SELF))
                .orElse(plain);
        ByteBuf encoded = DhcpEncoder.encode(UnpooledByteBufAllocator.DEFAULT, request, 0);
        byte[] bytes = new byte[encoded.readableBytes()];
        encoded.readBytes(bytes).release();
        relay.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
        try {
            relay.receive(answer);
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
        return Optional.of(
                ((DhcpDecoder.Result.Read) DhcpDecoder.decode(Arrays.copyOf(answer.getData(), answer.getLength())))
                        .message());
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
