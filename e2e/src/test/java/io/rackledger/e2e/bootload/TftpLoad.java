package io.rackledger.e2e.bootload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Downloads by TFTP, so many at a time on one thread, each client with an address of its own. Arguments: server, file, clients, seconds, blksize,
 * windowsize. When the time is over it breaks off what is open. Prints one line, which {@link Result} reads.
 */
public final class TftpLoad {
    private static final int LONGEST = 65_536;
    private static final int LOOK_MILLIS = 200;
    private static final int MORE_SECONDS = 30;

    private TftpLoad() {}

    /**
     * What a load came to.
     *
     * @param done downloads that came to their end
     * @param bytes also of those that did not
     * @param granted by the server
     */
    public record Result(double seconds, long done, long bytes, long resent, String granted) {
        private static final Pattern LINE =
                Pattern.compile("LOAD seconds=([0-9.]+) done=(\\d+) bytes=(\\d+) resent=(\\d+) granted=(.*)");

        static Result parse(String text) {
            Matcher line = LINE.matcher(text);
            if (!line.find()) {
                throw new IllegalStateException("the load failed: " + text);
            }
            return new Result(
                    Double.parseDouble(line.group(1)),
                    Long.parseLong(line.group(2)),
                    Long.parseLong(line.group(3)),
                    Long.parseLong(line.group(4)),
                    line.group(5));
        }

        public double megabytesPerSecond() {
            return bytes / 1e6 / seconds;
        }

        public double filesPerSecond() {
            return done / seconds;
        }
    }

    /** Runs it in the load's namespace. */
    public static Result run(Wire wire, Path log, String file, int clients, double seconds, int block, int window)
            throws IOException, InterruptedException {
        return Result.parse(wire.load(
                log,
                (int) seconds + MORE_SECONDS,
                OwnServices.java(
                        List.of("-Xmx200m"),
                        TftpLoad.class.getName(),
                        Wire.SERVER,
                        file,
                        "" + clients,
                        "" + seconds,
                        "" + block,
                        "" + window)));
    }

    public static void main(String[] arguments) throws IOException {
        InetSocketAddress server = new InetSocketAddress(arguments[0], 69);
        int clients = Integer.parseInt(arguments[2]);
        int block = Integer.parseInt(arguments[4]);
        int window = Integer.parseInt(arguments[5]);
        ByteBuffer in = ByteBuffer.allocateDirect(LONGEST);
        List<TftpDownload> ended = new ArrayList<>();
        List<TftpDownload> live = new ArrayList<>();
        int started = 0;
        long began = System.nanoTime();
        long end = began + (long) (Double.parseDouble(arguments[3]) * 1e9);
        try (Selector selector = Selector.open()) {
            while (System.nanoTime() < end) {
                for (; live.size() < clients; started++) {
                    String own = Wire.CLIENTS + ".0." + (1 + started % clients);
                    live.add(new TftpDownload(
                            server, new InetSocketAddress(own, 0), arguments[1], block, window, selector));
                }
                selector.select(LOOK_MILLIS);
                for (SelectionKey key : selector.selectedKeys()) {
                    ((TftpDownload) key.attachment()).hear(in);
                }
                selector.selectedKeys().clear();
                settle(live, ended);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            int done = ended.size();
            for (TftpDownload each : live) {
                each.breakOff();
                ended.add(each);
            }
            System.out.println(told(ended, done, seconds));
        }
    }

    private static void settle(List<TftpDownload> live, List<TftpDownload> ended) throws IOException {
        long now = System.nanoTime();
        for (int i = live.size() - 1; i >= 0; i--) {
            TftpDownload each = live.get(i);
            each.look(now);
            if (each.isOver()) {
                if (!each.failure().isEmpty()) {
                    throw new IOException("a download failed: " + each.failure());
                }
                ended.add(live.remove(i));
            }
        }
    }

    private static String told(List<TftpDownload> all, int done, double seconds) {
        return String.format(
                Locale.ROOT,
                "LOAD seconds=%.4f done=%d bytes=%d resent=%d granted=%s",
                seconds,
                done,
                all.stream().mapToLong(TftpDownload::bytes).sum(),
                all.stream().mapToLong(TftpDownload::resent).sum(),
                all.isEmpty() ? "nothing" : all.getFirst().granted());
    }
}
