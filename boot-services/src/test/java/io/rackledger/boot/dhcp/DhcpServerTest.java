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
    private int clients;

    @BeforeEach
    void start() throws IOException {
        // Answers go to port 67 of the relay, which only root may have.
        ForeignProgram.needRoot();
        relay = new DatagramSocket(67, InetAddress.getByName("127.0.0.2"));
        relay.setSoTimeout(5000);
        port = freePort();
        clients = freePort();
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
                new DhcpPorts(port, clients, freePort()),
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

    @Test
    void tellsOperatorsWhatItAnswersMachinesAndGivesNothingAwayByThat() throws IOException {
        Ipv4 relayed = Ipv4.parse("127.0.0.2");
        DhcpOutlook before = outlook(Optional.of(relayed));
        assertThat(before.lease()).isEmpty();
        DhcpOutlook.Offer told = before.offers().getFirst();
        assertThat(outlook(Optional.of(relayed)).offers().getFirst())
                .as("asking holds no address")
                .isEqualTo(told);

        DhcpMessage offer = ask(MessageType.DISCOVER, Optional.empty()).orElseThrow();
        assertThat(told.address()).contains(offer.yours());
        assertThat(told.bootFile()).isEqualTo(offer.file());
        assertThat(outlook(Optional.of(relayed)).lease())
                .hasValueSatisfying(lease -> assertThat(lease.granted()).isFalse());
        assertThat(outlook(Optional.of(Ipv4.parse("172.16.0.1")))
                        .offers()
                        .getFirst()
                        .why())
                .hasValueSatisfying(why -> assertThat(why).contains("172.16.0.1"));
        DhcpStanding.Pool pool = server.standing().join().pools().getFirst();
        assertThat(pool.total()).isEqualTo(100);
        assertThat(pool.free()).isEqualTo(99);
    }

    @Test
    void remembersOtherServersForOperators() throws IOException {
        DhcpMessage foreign = Requests.uefi(MessageType.DISCOVER)
                .answer(
                        Ipv4.parse("10.1.1.9"),
                        Ipv4.NONE,
                        "pxelinux.0",
                        Requests.typed(MessageType.OFFER).with(OptionCode.SERVER, Ipv4.parse("10.1.1.1")));
        send(foreign, clients);
        await().untilAsserted(() -> assertThat(outlook(Optional.empty()).conflicts())
                .singleElement()
                .satisfies(seen -> assertThat(seen.server()).isEqualTo("10.1.1.1")));
        assertThat(server.standing().join().others()).hasSize(1);
    }

    private DhcpOutlook outlook(Optional<Ipv4> relay) {
        return server.outlook(Requests.MAC, List.of(FirmwareKind.UEFI_X64), relay)
                .join();
    }

    private void send(DhcpMessage message, int to) throws IOException {
        ByteBuf encoded = DhcpEncoder.encode(UnpooledByteBufAllocator.DEFAULT, message, 0);
        byte[] bytes = new byte[encoded.readableBytes()];
        encoded.readBytes(bytes).release();
        relay.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), to));
    }

    private Optional<DhcpMessage> ask(MessageType type, Optional<Ipv4> wanted) throws IOException {
        DhcpMessage plain = Requests.from(Requests.uefi(type), Ipv4.NONE, Ipv4.parse("127.0.0.2"));
        DhcpMessage request = wanted.map(address -> Requests.with(
                        Requests.with(plain, OptionCode.REQUESTED_ADDRESS, address), OptionCode.SERVER, SELF))
                .orElse(plain);
        send(request, port);
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
