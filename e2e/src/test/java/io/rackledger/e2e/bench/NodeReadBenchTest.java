package io.rackledger.e2e.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a list of a thousand nodes and one node take over HTTP, one request at a time. */
@Tag("bench")
final class NodeReadBenchTest {
    private static final int NODES = 1_000;
    private static final long WARM_UP_MILLIS = 8_000;
    private static final long MILLIS = 5_000;
    private static final double LIST_MILLIS = 15;
    private static final double ONE_MILLIS = 1.5;

    @Test
    void measuresReadsOverHttp(@TempDir Path folder) throws Exception {
        try (Figures figures = Figures.of(NodeReadBenchTest.class);
                BenchLog log = BenchLog.start(folder, false)) {
            new FleetHistory(log.log().nodeLog()).append(NODES);
            try (ServingEngine engine = ServingEngine.start(folder, log, "query", "--postgres-port=0");
                    Client client = new Client(engine.api())) {
                String list = "/api/v1/nodes?limit=" + NODES;
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> client.get(list).contains("\"n-" + (NODES - 1) + "\""));
                double bare =
                        measure(client, "/api/v1/nodes?limit=1&count=false").millis(0.5);
                add(figures, "list", "GET of " + NODES + " nodes", measure(client, list), LIST_MILLIS, bare);
                add(figures, "one", "GET of one node by name", measure(client, "/api/v1/nodes/n-7"), ONE_MILLIS, bare);
            }
        }
    }

    private static void add(Figures figures, String row, String what, Latencies latencies, double aim, double bare) {
        figures.add(Figure.of(row, what + " over HTTP, p50", "ms", Spread.of(latencies.millis(0.5)))
                .beside("GET of a list of one node, without count", bare)
                .aimingAtMost(aim)
                .because("Bounded by Tomcat and the way to PostgreSQL and back; p99 "
                        + Math.round(latencies.millis(0.99) * 10) / 10.0 + " ms.")
                .measuredBy("One keep-alive connection, one request at a time, " + MILLIS / 1000 + " s after "
                        + WARM_UP_MILLIS / 1000
                        + " s of warm-up; from the request's first byte to the answer's last."));
    }

    private static Latencies measure(Client client, String path) throws IOException {
        run(client, path, WARM_UP_MILLIS);
        return run(client, path, MILLIS);
    }

    private static Latencies run(Client client, String path, long millis) throws IOException {
        Latencies latencies = new Latencies();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            long began = System.nanoTime();
            client.ask(path);
            latencies.add(System.nanoTime() - began);
        }
        return latencies;
    }

    /** One blocking connection; answers of any size. */
    private static final class Client implements AutoCloseable {
        private static final String LENGTH = "\r\nContent-Length: ";
        private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

        private final Socket socket;
        private final byte[] buffer = new byte[256 * 1024];
        private final ByteArrayOutputStream answer = new ByteArrayOutputStream(1024 * 1024);

        Client(InetSocketAddress server) throws IOException {
            socket = new Socket(server.getAddress(), server.getPort());
            socket.setTcpNoDelay(true);
        }

        String get(String path) throws IOException {
            ask(path);
            return answer.toString(StandardCharsets.UTF_8);
        }

        void ask(String path) throws IOException {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: engine\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            answer.reset();
            InputStream in = socket.getInputStream();
            int wanted = -1;
            while (wanted != answer.size()) {
                int read = in.read(buffer);
                if (read < 0) {
                    throw new IOException("the server closed the connection after " + answer.size() + " bytes");
                }
                answer.write(buffer, 0, read);
                wanted = wanted(wanted, read);
            }
        }

        /** How long the answer is in all, or -1 as long as that is not known. */
        private int wanted(int known, int read) {
            if (known >= 0) {
                return known;
            }
            if (answer.size() > read) {
                return endsChunked(read) ? answer.size() : -1;
            }
            String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            int length = text.indexOf(LENGTH);
            if (length >= 0 && length < end) {
                int from = length + LENGTH.length();
                return end + 4 + Integer.parseInt(text.substring(from, text.indexOf('\r', from)));
            }
            return endsChunked(read) ? answer.size() : -1;
        }

        private boolean endsChunked(int read) {
            byte[] all = read >= LAST_CHUNK.length ? buffer : answer.toByteArray();
            int size = read >= LAST_CHUNK.length ? read : all.length;
            for (int i = 0; i < LAST_CHUNK.length; i++) {
                if (all[size - LAST_CHUNK.length + i] != LAST_CHUNK[i]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
