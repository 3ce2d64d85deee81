package io.rackledger.e2e.bootload;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.e2e.fault.Pause;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A machine from power-on to its kernel: firmware, loader, script, kernel, and the two systems that ask for an address after it. */
final class StormMachine {
    private static final Pattern KERNEL = Pattern.compile("kernel http://[^/]+(/\\S+)");
    private static final Pattern STATUS = Pattern.compile("HTTP/1.1 (\\d+)");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
    private static final Pattern RETRY = Pattern.compile("(?i)retry-after: (\\d+)");
    private static final int PIECE = 1 << 16;

    private final MacAddress mac;
    private final RelayedDhcp dhcp;
    private final TftpPool tftp;
    private final StageTimes times;

    StormMachine(MacAddress mac, RelayedDhcp dhcp, TftpPool tftp, StageTimes times) {
        this.mac = mac;
        this.dhcp = dhcp;
        this.tftp = tftp;
        this.times = times;
    }

    void boot() throws Exception {
        times.measured("whole", () -> {
            InetAddress own = exchange(RelayedDhcp.Program.FIRMWARE);
            times.measured("loader", () -> loader(own));
            exchange(RelayedDhcp.Program.LOADER);
            String script = times.measured("script", () -> fetch(own, "/boot/" + mac));
            Matcher kernel = KERNEL.matcher(script);
            if (!kernel.find()) {
                throw new IOException("no kernel in the script of " + mac + ": " + script);
            }
            times.measured("kernel", () -> fetch(own, kernel.group(1)));
            exchange(RelayedDhcp.Program.SYSTEM);
            exchange(RelayedDhcp.Program.SYSTEM);
            return own;
        });
    }

    private InetAddress exchange(RelayedDhcp.Program program) throws Exception {
        return times.measured("dhcp", () -> dhcp.exchange(mac, program));
    }

    private TftpDownload loader(InetAddress own) throws Exception {
        TftpDownload download = tftp.load("snponly.efi", own).get();
        if (!download.failure().isEmpty()) {
            throw new IOException("the loader of " + mac + ": " + download.failure());
        }
        times.repeated("loader", download.resent());
        return download;
    }

    /** A small answer's text; of a large one only its length is looked at. Comes back as it is told, as iPXE does. */
    private String fetch(InetAddress own, String path) throws IOException, InterruptedException {
        while (true) {
            try (Socket socket = new Socket(InetAddress.getByName(Wire.SERVER), OwnServices.HTTP_PORT, own, 0)) {
                String request =
                        "GET " + path + " HTTP/1.1\r\nHost: " + Wire.SERVER + "\r\nUser-Agent: iPXE/1.21.1\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                InputStream in = new BufferedInputStream(socket.getInputStream(), PIECE);
                String head = head(in);
                String body = body(in, number(LENGTH, head));
                if (number(STATUS, head) == 200) {
                    return body;
                }
                times.repeated("turned away", 1);
                Pause.of(Duration.ofSeconds(number(RETRY, head)));
            }
        }
    }

    private static long number(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in " + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.lastIndexOf("\r\n\r\n") != head.length() - 4) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the answer ended within its head: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String body(InputStream in, long length) throws IOException {
        if (length < PIECE) {
            return new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
        }
        byte[] piece = new byte[PIECE];
        long left = length;
        while (left > 0) {
            int count = in.read(piece, 0, (int) Math.min(PIECE, left));
            if (count < 0) {
                throw new IOException("the answer ended " + left + " bytes early");
            }
            left -= count;
        }
        return "";
    }
}
