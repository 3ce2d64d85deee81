package io.rackledger.boot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rackledger.boot.ForeignProgram;
import io.rackledger.core.identity.MacAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while it gives addresses, and whose host loses what was not on the disk yet, gives none of them twice. */
final class LeaseKillTest {
    private static final int CONFIRMED_BEFORE = 60;
    /** Fewer than the pool has: a fast server writes all their leases before it dies, and some must be free. */
    private static final int ASKING = LeaseProcess.POOL - 20;

    private static final long SEED = 20_261_130;

    @TempDir
    Path directory;

    private final SplittableRandom chance = new SplittableRandom(SEED);
    private final Map<MacAddress, Ipv4> confirmed = new HashMap<>();
    private Optional<Process> serving = Optional.empty();
    private DatagramSocket relay;
    private int port;

    @AfterEach
    void endsWhatServes() throws InterruptedException {
        if (serving.isPresent()) {
            end(serving.get());
        }
    }

    /** What an acknowledged lease needs is in the file by then; what came behind it may be lost, or be garbage. */
    @Test
    void givesNoConfirmedAddressToAnotherMachine() throws Exception {
        ForeignProgram.needRoot();
        Path file = directory.resolve("leases");
        try (DatagramSocket opened = new DatagramSocket(null)) {
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress("127.0.0.3", 67));
            opened.setSoTimeout(1_000);
            relay = opened;
            Process first = start(file);
            long safe = 0;
            for (int machine = 0; machine < ASKING; machine++) {
                send(mac(machine), MessageType.DISCOVER, Optional.empty());
            }
            while (confirmed.size() < CONFIRMED_BEFORE) {
                DhcpMessage answer = receive().orElseThrow();
                if (answer.options().type().orElseThrow() == MessageType.OFFER) {
                    send(answer.mac(), MessageType.REQUEST, Optional.of(answer.yours()));
                } else {
                    confirmed.put(answer.mac(), answer.yours());
                    safe = Files.size(file);
                }
            }
            end(first);
            loseTail(file, safe);
            start(file);
            assertThat(LeaseFile.read(file)).extracting(Lease::address).containsAll(confirmed.values());
            assertThat(given(1_000, LeaseProcess.POOL))
                    .as("addresses of new machines, seed %d", SEED)
                    .doesNotContainAnyElementsOf(confirmed.values())
                    .isNotEmpty();
            confirmed.forEach((mac, address) ->
                    assertThat(lease(mac)).as("%s keeps its own", mac).contains(address));
        }
    }

    private void loseTail(Path file, long safe) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int end = (int) safe + chance.nextInt(Math.max(1, whole.length - (int) safe));
        byte[] garbage = new byte[chance.nextInt(1, 200)];
        chance.nextBytes(garbage);
        Files.write(file, Arrays.copyOf(whole, end), StandardOpenOption.TRUNCATE_EXISTING);
        Files.write(file, garbage, StandardOpenOption.APPEND);
    }

    /** Addresses that machines get which nobody knows yet, until there are no more. */
    private Set<Ipv4> given(int from, int machines) {
        Set<Ipv4> addresses = new HashSet<>();
        for (int machine = from; machine < from + machines; machine++) {
            Optional<Ipv4> address = lease(mac(machine));
            if (address.isEmpty()) {
                return addresses;
            }
            assertThat(addresses.add(address.get())).as("%s twice", address).isTrue();
        }
        return addresses;
    }

    private Optional<Ipv4> lease(MacAddress mac) {
        try {
            send(mac, MessageType.DISCOVER, Optional.empty());
            Optional<Ipv4> offered = receiveOf(mac).map(DhcpMessage::yours);
            if (offered.isEmpty()) {
                return offered;
            }
            send(mac, MessageType.REQUEST, offered);
            return receiveOf(mac)
                    .filter(answer -> answer.options().type().orElseThrow() == MessageType.ACK)
                    .map(DhcpMessage::yours);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<DhcpMessage> receiveOf(MacAddress mac) throws IOException {
        Optional<DhcpMessage> answer = receive();
        while (answer.filter(each -> !each.mac().equals(mac)).isPresent()) {
            answer = receive();
        }
        return answer;
    }

    private void send(MacAddress mac, MessageType type, Optional<Ipv4> wanted) throws IOException {
        DhcpMessage plain = Requests.from(Requests.of(mac, type), Ipv4.NONE, Ipv4.parse("127.0.0.3"));
        DhcpMessage request = wanted.map(address -> Requests.with(
                        Requests.with(plain, OptionCode.REQUESTED_ADDRESS, address),
                        OptionCode.SERVER,
                        LeaseProcess.SELF))
                .orElse(plain);
        ByteBuf encoded = DhcpEncoder.encode(UnpooledByteBufAllocator.DEFAULT, request, 0);
        byte[] bytes = new byte[encoded.readableBytes()];
        encoded.readBytes(bytes).release();
        relay.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }

    private Optional<DhcpMessage> receive() throws IOException {
        DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
        try {
            relay.receive(answer);
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOf(answer.getData(), answer.getLength());
        return Optional.of(((DhcpDecoder.Result.Read) DhcpDecoder.decode(bytes)).message());
    }

    private Process start(Path file) throws IOException {
        try (DatagramSocket free = new DatagramSocket(0)) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeaseProcess.class.getName(),
                        "" + port,
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        serving = Optional.of(process);
        assertThat(process.inputReader().lines().filter("up"::equals).findFirst())
                .isPresent();
        return process;
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static MacAddress mac(int number) {
        return MacAddress.parse("52:54:00:bb:%02x:%02x".formatted(number >> 8, number & 0xff));
    }
}
