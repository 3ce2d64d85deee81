package io.rackledger.e2e.bootload;

import io.rackledger.core.identity.MacAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** DHCP of many machines through one relay agent. RFC 2131; each request is repeated after 1, 2, 4 and 8 s. Thread-safe. */
final class RelayedDhcp implements AutoCloseable {
    private static final int LONGEST = 1500;
    private static final int OPTIONS_AT = 240;
    private static final int COOKIE = 0x63825363;
    private static final int DISCOVER = 1;
    private static final int OFFER = 2;
    private static final int REQUEST = 3;
    private static final int ACK = 5;
    private static final int TRIES = 5;
    private static final int BUFFER = 4 << 20;

    private final DatagramChannel socket;
    private final InetSocketAddress server = new InetSocketAddress(Wire.SERVER, 67);
    private final Map<Integer, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();

    /** Who asks, which decides what the machine is told to load. */
    enum Program {
        /** Options 60, PXEClient:Arch:00007:UNDI:003000, and 93. */
        FIRMWARE("3c20505845436c69656e743a417263683a30303030373a554e44493a3030333030305d020007"),
        /** Options 77, iPXE, and 175. */
        LOADER("4d0469505845af03b10101"),
        SYSTEM("");

        private final byte[] options;

        Program(String hex) {
            options = HexFormat.of().parseHex(hex);
        }
    }

    private record Reply(int type, InetAddress address) {}

    RelayedDhcp() throws IOException {
        socket = DatagramChannel.open();
        socket.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        socket.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        socket.bind(new InetSocketAddress(Wire.RELAY, 67));
        Thread.ofPlatform().daemon().start(this::hear);
    }

    /** DISCOVER to ACK; the address. */
    InetAddress exchange(MacAddress mac, Program program) throws IOException, InterruptedException {
        InetAddress offered = ask(mac, program, DISCOVER, OFFER, new byte[0]);
        byte[] wanted = ByteBuffer.allocate(12)
                .putShort((short) 0x3204)
                .put(offered.getAddress())
                .putShort((short) 0x3604)
                .put(server.getAddress().getAddress())
                .array();
        return ask(mac, program, REQUEST, ACK, wanted);
    }

    /** How often something was asked again. */
    int repeats() {
        return repeats.get();
    }

    private InetAddress ask(MacAddress mac, Program program, int type, int answer, byte[] more)
            throws IOException, InterruptedException {
        int xid = numbers.incrementAndGet();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        waiting.put(xid, reply);
        try {
            for (int i = 0; i < TRIES; i++) {
                repeats.addAndGet(i == 0 ? 0 : 1);
                send(message(mac, program, type, xid, more));
                try {
                    Reply got = reply.get(1L << i, TimeUnit.SECONDS);
                    if (got.type() != answer) {
                        throw new IOException(mac + " was answered with DHCP message type " + got.type());
                    }
                    return got.address();
                } catch (TimeoutException _) {
                    // Asked again, as firmware does.
                }
            }
            throw new IOException(mac + " got no answer by DHCP");
        } catch (ExecutionException e) {
            throw new IOException(e);
        } finally {
            waiting.remove(xid);
        }
    }

    private void send(ByteBuffer message) throws IOException {
        socket.send(message, server);
    }

    private static ByteBuffer message(MacAddress mac, Program program, int type, int xid, byte[] more)
            throws IOException {
        ByteBuffer out = ByteBuffer.allocate(OPTIONS_AT + 160);
        out.putInt(0x01010601).putInt(xid);
        out.position(24);
        out.put(InetAddress.getByName(Wire.RELAY).getAddress());
        out.put(HexFormat.ofDelimiter(":").parseHex(mac.value()));
        out.position(OPTIONS_AT - 4);
        out.putInt(COOKIE)
                .put((byte) 53)
                .put((byte) 1)
                .put((byte) type)
                .put(more)
                .put(program.options);
        return out.put((byte) 255).clear();
    }

    private void hear() {
        ByteBuffer in = ByteBuffer.allocateDirect(LONGEST);
        try {
            while (true) {
                in.clear();
                SocketAddress from = socket.receive(in);
                if (from != null && in.flip().remaining() > OPTIONS_AT) {
                    heard(in);
                }
            }
        } catch (ClosedChannelException _) {
            // The storm is over.
        } catch (IOException e) {
            waiting.values().forEach(each -> each.completeExceptionally(e));
        }
    }

    private void heard(ByteBuffer in) throws IOException {
        CompletableFuture<Reply> reply = waiting.get(in.getInt(4));
        byte[] yours = new byte[4];
        in.get(16, yours);
        int at = OPTIONS_AT;
        while (reply != null && at + 2 < in.limit() && (in.get(at) & 0xff) != 255) {
            if (in.get(at) == 53) {
                reply.complete(new Reply(in.get(at + 2), InetAddress.getByAddress(yours)));
            }
            at += in.get(at) == 0 ? 1 : 2 + (in.get(at + 1) & 0xff);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
