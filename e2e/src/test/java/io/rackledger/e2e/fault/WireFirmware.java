package io.rackledger.e2e.fault;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.launcher.rack.Firmware;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Firmware that speaks DHCP by a relay (RFC 2131) and TFTP (RFC 1350) to the real servers, packets made and read here and by none of the engine's
 * own code. The relay has port 67, so this needs root.
 */
final class WireFirmware implements Firmware, AutoCloseable {
    private static final int DISCOVER = 1;
    private static final int OFFER = 2;
    private static final int REQUEST = 3;
    private static final int ACK = 5;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int BLOCK = 512;
    private static final int OPTIONS_AT = 240;
    private static final int BOOT_FILE = 67;

    private final InetSocketAddress server;
    private final InetSocketAddress tftp;
    private final InetAddress relay;
    private final DatagramSocket socket;
    private final List<String> seen = new ArrayList<>();
    private volatile CountDownLatch before = new CountDownLatch(0);
    private volatile CountDownLatch afterLoader = new CountDownLatch(0);

    WireFirmware(String server, int tftpPort, String relay) {
        this.server = new InetSocketAddress(server, 67);
        this.tftp = new InetSocketAddress("127.0.0.1", tftpPort);
        try {
            this.relay = InetAddress.getByName(relay);
            this.socket = new DatagramSocket(null);
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(this.relay, 67));
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException("port 67 of " + relay + " cannot be had", e);
        }
    }

    /** From now on a machine that is switched on does nothing until {@link #letGo}. */
    void hold() {
        before = new CountDownLatch(1);
    }

    /** From now on a machine says nothing more when it has its loader, until {@link #letGo}. */
    void hangAfterLoader() {
        afterLoader = new CountDownLatch(1);
    }

    void letGo() {
        before.countDown();
        afterLoader.countDown();
    }

    /** What was asked and answered so far, in order. */
    synchronized List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void starts(MacAddress mac) {
        await(before);
        String loader = lease(mac, "PXEClient:Arch:00007:UNDI:003000", false).bootFile();
        note("firmware was told " + loader);
        note("loader of " + load(mac, loader) + " bytes");
        await(afterLoader);
        note("iPXE was told "
                + lease(mac, "PXEClient:Arch:00007:UNDI:003010", true).bootFile());
    }

    @Override
    public void systemStarts(MacAddress mac) {
        note("system got " + lease(mac, "udhcp 1.35.0", false).address().getHostAddress());
    }

    private synchronized void note(String words) {
        seen.add(words);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Leased(InetAddress address, String bootFile) {}

    /** DISCOVER, OFFER, REQUEST, ACK. */
    private synchronized Leased lease(MacAddress mac, String vendorClass, boolean ipxe) {
        try {
            byte[] offer = exchange(mac, packet(mac, DISCOVER, vendorClass, ipxe, new byte[0]), OFFER);
            byte[] address = Arrays.copyOfRange(offer, 16, 20);
            byte[] ack = exchange(mac, packet(mac, REQUEST, vendorClass, ipxe, address), ACK);
            return new Leased(InetAddress.getByAddress(address), option(ack, BOOT_FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("DHCP does not answer " + mac, e);
        }
    }

    private byte[] exchange(MacAddress mac, byte[] request, int wanted) throws IOException {
        socket.send(new DatagramPacket(request, request.length, server));
        while (true) {
            DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
            socket.receive(answer);
            byte[] bytes = Arrays.copyOf(answer.getData(), answer.getLength());
            boolean its = Arrays.equals(Arrays.copyOfRange(bytes, 28, 34), bytes(mac));
            if (its && option(bytes, 53).charAt(0) == wanted) {
                return bytes;
            }
        }
    }

    private byte[] packet(MacAddress mac, int type, String vendorClass, boolean ipxe, byte[] wanted) {
        ByteBuffer out = ByteBuffer.allocate(600);
        out.put(new byte[] {1, 1, 6, 1}).putInt(0x5243).putInt(0);
        out.position(24);
        out.put(relay.getAddress()).put(bytes(mac));
        out.position(236);
        out.putInt(0x63825363).put(new byte[] {53, 1, (byte) type, 93, 2, 0, 7});
        text(out, 60, vendorClass);
        if (ipxe) {
            text(out, 77, "iPXE");
            out.put(new byte[] {(byte) 175, 3, 36, 1, 1});
        }
        if (wanted.length > 0) {
            out.put(new byte[] {50, 4}).put(wanted);
            out.put(new byte[] {54, 4}).put(server.getAddress().getAddress());
        }
        out.put((byte) 255);
        return out.array();
    }

    private static void text(ByteBuffer out, int code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.put((byte) code).put((byte) bytes.length).put(bytes);
    }

    private static byte[] bytes(MacAddress mac) {
        String[] pairs = mac.value().split(":");
        byte[] bytes = new byte[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            bytes[i] = (byte) Integer.parseInt(pairs[i], 16);
        }
        return bytes;
    }

    /** The option as text; the field for the boot file where that is not there. */
    private static String option(byte[] packet, int wanted) {
        for (int at = OPTIONS_AT;
                at + 1 < packet.length && (packet[at] & 0xff) != 255;
                at += 2 + (packet[at + 1] & 0xff)) {
            if ((packet[at] & 0xff) == wanted) {
                return new String(packet, at + 2, packet[at + 1] & 0xff, StandardCharsets.ISO_8859_1);
            }
        }
        return new String(packet, 108, 128, StandardCharsets.ISO_8859_1).split("\0", 2)[0];
    }

    /** Lock-step, from the address that the machine speaks HTTP from, too; returns the size. */
    private int load(MacAddress mac, String name) {
        int number = Integer.parseInt(mac.value().substring(15), 16);
        InetSocketAddress own = new InetSocketAddress("127.0.1." + number, 0);
        try (DatagramSocket client = new DatagramSocket(own)) {
            client.setSoTimeout(PATIENCE_MILLIS);
            byte[] request = ("\0\1" + name + "\0octet\0tsize\0" + "0\0").getBytes(StandardCharsets.US_ASCII);
            client.send(new DatagramPacket(request, request.length, tftp));
            int size = 0;
            for (int length = BLOCK; length == BLOCK; ) {
                DatagramPacket block = new DatagramPacket(new byte[1024], 1024);
                client.receive(block);
                boolean data = block.getData()[1] == 3;
                length = data ? block.getLength() - 4 : BLOCK;
                size += data ? length : 0;
                byte[] ack = {0, 4, data ? block.getData()[2] : 0, data ? block.getData()[3] : 0};
                client.send(new DatagramPacket(ack, ack.length, block.getSocketAddress()));
            }
            return size;
        } catch (IOException e) {
            throw new UncheckedIOException("TFTP does not serve " + name, e);
        }
    }

    @Override
    public void close() {
        letGo();
        socket.close();
    }
}
