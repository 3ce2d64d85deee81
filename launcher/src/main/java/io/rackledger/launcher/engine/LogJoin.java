package io.rackledger.launcher.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the log for a process that works without it, as often as it takes. What one try has opened is closed again where the try fails. */
final class LogJoin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogJoin.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration TO_STOP = Duration.ofSeconds(15);

    private final Supplier<Optional<String>> silence;
    private final Consumer<Closing> connect;
    private final Progress progress;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile Closing joined = new Closing();
    private volatile @Nullable Thread tries;

    /**
     * @param silence why no broker answers; empty where one does
     * @param connect opens everything that needs the log, and hands it over to be closed
     */
    LogJoin(Supplier<Optional<String>> silence, Consumer<Closing> connect, Progress progress) {
        this.silence = silence;
        this.connect = connect;
        this.progress = progress;
    }

    /** Why there is no log. */
    sealed interface Miss {
        String words();

        /** No broker answers. */
        record Silent(String words) implements Miss {}

        /** Brokers answer, and yet the log cannot be used. */
        record Failed(StartFailure failure) implements Miss {
            @Override
            public String words() {
                return failure.getMessage() + "; " + failure.remedy();
            }
        }
    }

    /** One try; empty where the log is there now. */
    Optional<Miss> attempt() {
        Optional<String> silent = silence.get();
        if (silent.isPresent()) {
            return Optional.of(new Miss.Silent(silent.get()));
        }
        Closing parts = new Closing();
        try {
            connect.accept(parts);
            joined = parts;
            return Optional.empty();
        } catch (StartFailure e) {
            parts.closeAll(LOG::debug);
            return Optional.of(new Miss.Failed(e));
        } catch (RuntimeException e) {
            parts.closeAll(LOG::debug);
            return Optional.of(new Miss.Failed(new StartFailure("the log cannot be used: " + e, "see the log", e)));
        }
    }

    /** Goes on trying on a thread of its own. */
    void keepTrying(Consumer<Miss> missed) {
        tries = Thread.ofPlatform().daemon().name("log-join").start(() -> tryOn(missed));
    }

    private void tryOn(Consumer<Miss> missed) {
        try {
            while (!stop.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
                Optional<Miss> miss = attempt();
                if (miss.isEmpty()) {
                    progress.step("the log is there; what machines told meanwhile goes into it now");
                    return;
                }
                missed.accept(miss.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        Thread running = tries;
        if (running != null) {
            running.interrupt();
            awaitEnd(running);
        }
        joined.closeAll(progress);
    }

    private static void awaitEnd(Thread running) {
        try {
            if (!running.join(TO_STOP)) {
                LOG.warn("the log was still being opened after {}", TO_STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
