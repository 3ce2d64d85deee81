package io.rackledger.e2e.bootload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Downloads by TFTP of many machines, each from its own address, on one thread. Thread-safe. */
final class TftpPool implements AutoCloseable {
    private static final int LOOK_MILLIS = 100;
    private static final int LONGEST = 65_536;
    private static final int BLOCK = 1468;

    private final Selector selector = Selector.open();
    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
    private final Map<TftpDownload, CompletableFuture<TftpDownload>> live = new LinkedHashMap<>();
    private volatile boolean closed;

    private record Order(String file, InetAddress own, CompletableFuture<TftpDownload> done) {}

    TftpPool() throws IOException {
        Thread.ofPlatform().daemon().start(this::work);
    }

    /** In lock-step with blocks as large as a frame, as firmware asks. */
    CompletableFuture<TftpDownload> load(String file, InetAddress own) {
        CompletableFuture<TftpDownload> done = new CompletableFuture<>();
        orders.add(new Order(file, own, done));
        selector.wakeup();
        return done;
    }

    private void work() {
        ByteBuffer in = ByteBuffer.allocateDirect(LONGEST);
        try {
            while (!closed) {
                begin();
                selector.select(LOOK_MILLIS);
                for (SelectionKey key : selector.selectedKeys()) {
                    ((TftpDownload) key.attachment()).hear(in);
                }
                selector.selectedKeys().clear();
                settle();
            }
        } catch (IOException e) {
            live.values().forEach(each -> each.completeExceptionally(e));
        }
    }

    private void begin() throws IOException {
        InetSocketAddress server = new InetSocketAddress(Wire.SERVER, 69);
        for (Order order = orders.poll(); order != null; order = orders.poll()) {
            InetSocketAddress own = new InetSocketAddress(order.own(), 0);
            live.put(new TftpDownload(server, own, order.file(), BLOCK, 1, selector), order.done());
        }
    }

    private void settle() throws IOException {
        long now = System.nanoTime();
        for (TftpDownload each : live.keySet()) {
            each.look(now);
        }
        live.entrySet()
                .removeIf(each -> each.getKey().isOver() && each.getValue().complete(each.getKey()));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.close();
    }
}
