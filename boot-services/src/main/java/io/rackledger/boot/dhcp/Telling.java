package io.rackledger.boot.dhcp;

import io.rackledger.boot.report.Occasion;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.signal.SignalBody;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log what was decided: in order, on a thread of its own, since a log may block. Nobody waits for one signal before the next is told, so the log
 * takes many with one write. Bounded: what is too much is not told, and what waits for it does not happen. Thread-safe.
 */
final class Telling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);
    /** Untold or unanswered; at 10,000 a second that is what a log may take 400 ms for. */
    private static final int MOST = 4096;

    private static final int CLOSE_SECONDS = 5;

    private final DhcpDesk desk;
    private final Semaphore room = new Semaphore(MOST);
    private final ExecutorService teller = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("boot-dhcp-tell").factory());

    Telling(DhcpDesk desk) {
        this.desk = desk;
    }

    /** @param then whether the log has taken all of it in time; on any thread, and not at all where there is too much */
    void tell(Occasion occasion, MacAddress mac, List<SignalBody> bodies, Consumer<Boolean> then) {
        if (!room.tryAcquire()) {
            LOG.debug("too much is being written down already");
            return;
        }
        try {
            teller.execute(() -> all(occasion, mac, bodies).whenComplete((taken, failure) -> {
                room.release();
                if (failure != null) {
                    LOG.error("what DHCP decided for {} could not be told", mac, failure);
                }
                then.accept(failure == null && taken);
            }));
        } catch (RejectedExecutionException e) {
            room.release();
            LOG.debug("stopping; what was decided for {} is not told", mac, e);
        }
    }

    private CompletableFuture<Boolean> all(Occasion occasion, MacAddress mac, List<SignalBody> bodies) {
        CompletableFuture<Boolean> taken = CompletableFuture.completedFuture(true);
        try {
            for (SignalBody body : bodies) {
                CompletableFuture<Boolean> one = desk.tell(occasion, mac, body);
                taken = bodies.size() == 1 ? one : taken.thenCombine(one, Boolean::logicalAnd);
            }
            return taken;
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Waits some seconds until all is told and answered. */
    @Override
    public void close() {
        teller.shutdown();
        try {
            boolean told = teller.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)
                    && room.tryAcquire(MOST, CLOSE_SECONDS, TimeUnit.SECONDS);
            if (!told) {
                LOG.warn("some of what DHCP decided last may not be in the log");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
