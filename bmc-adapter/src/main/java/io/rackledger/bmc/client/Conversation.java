package io.rackledger.bmc.client;

import io.netty.util.concurrent.Future;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.Packet;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Questions to one BMC, one after the other, each sent again until it is answered or its time is over. The state lives on the socket's
 * thread; who asks waits on a thread of its own, which should be a virtual one.
 */
final class Conversation implements AutoCloseable {
    private final IpmiSocket socket;
    private final InetSocketAddress peer;
    private final RoundTrip roundTrip;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Overhearer overhearer;
    private @Nullable Open<?> open;
    private boolean answeredBefore;

    /**
     * @param roundTrip what is known of this BMC's speed; it learns
     * @param onClose called once, when the BMC is free for the next conversation
     */
    Conversation(IpmiSocket socket, InetSocketAddress peer, RoundTrip roundTrip, Runnable onClose) {
        this.socket = socket;
        this.peer = peer;
        this.roundTrip = roundTrip;
        this.onClose = onClose;
        socket.attach(peer, this);
    }

    /** {@code host:port} of the BMC. */
    String authority() {
        return peer.getHostString() + ":" + peer.getPort();
    }

    <T> T ask(Question<T> question, Duration patience) throws IpmiException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        socket.loop().execute(() -> new Open<>(question, answer, patience.toNanos()).begin());
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IpmiException known) {
                throw known;
            }
            throw new IllegalStateException("a question to BMC " + authority() + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IpmiException(
                    FailureKind.SILENT, question.stage(), -1, "stopped while waiting for " + authority());
        }
    }

    /** Hears every packet of the BMC, asked for or not. */
    interface Overhearer {
        void hear(Packet packet) throws BadPacketException;
    }

    /** From now on, before the question that is open. */
    void overhear(Overhearer listener) {
        overhearer = listener;
    }

    /** Something that is not answered. */
    void tell(Packet packet) {
        socket.send(peer, packet);
    }

    long nanos() {
        return socket.nanos();
    }

    /** On the socket's thread. */
    void hear(Packet packet) {
        Overhearer listener = overhearer;
        if (listener != null) {
            try {
                listener.hear(packet);
            } catch (BadPacketException e) {
                corrupt(String.valueOf(e.getMessage()));
            }
        }
        Open<?> asked = open;
        if (asked != null) {
            asked.hear(packet);
        }
    }

    /** On the socket's thread. */
    void corrupt(String why) {
        Open<?> asked = open;
        if (asked != null) {
            asked.corrupt(why);
        }
    }

    /** Something came from the BMC's address, but from another port. On the socket's thread. */
    void fromElsewhere(InetSocketAddress sender) {
        if (!answeredBefore) {
            corrupt("an answer from port " + sender.getPort()
                    + ", which was not asked; look for an address translation");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            socket.detach(peer, this);
            onClose.run();
        }
    }

    /** A question that waits for its answer. */
    private final class Open<T> {
        private final Question<T> question;
        private final CompletableFuture<T> answer;
        private final long patience;
        private final long begun = socket.nanos();
        private int sendings;
        private int corrupt;
        private String lastCorrupt = "";
        private @Nullable Future<?> timer;

        Open(Question<T> question, CompletableFuture<T> answer, long patience) {
            this.question = question;
            this.answer = answer;
            this.patience = patience;
        }

        void begin() {
            open = this;
            send();
        }

        private void send() {
            try {
                socket.send(peer, question.writer().packet());
            } catch (RuntimeException e) {
                end();
                answer.completeExceptionally(e);
                return;
            }
            sendings++;
            long left = patience - (socket.nanos() - begun);
            long pause = Math.max(question.pause().toNanos(), roundTrip.timeoutNanos());
            long wait = Math.max(1, Math.min(left, pause));
            timer = socket.loop().schedule(this::timeout, wait, TimeUnit.NANOSECONDS);
        }

        private void timeout() {
            boolean over = socket.nanos() - begun >= patience;
            if (over || sendings >= question.mostSendings()) {
                end();
                answer.completeExceptionally(silence());
            } else {
                roundTrip.timedOut();
                send();
            }
        }

        private IpmiException silence() {
            String spent = Duration.ofNanos(socket.nanos() - begun).toMillis() + " ms and " + sendings
                    + (sendings == 1 ? " try" : " tries");
            if (corrupt > 0) {
                return new IpmiException(
                        FailureKind.CORRUPT,
                        question.stage(),
                        -1,
                        "BMC " + authority() + " gave no usable answer in " + spent + ": " + lastCorrupt);
            }
            FailureKind unanswered = answeredBefore ? FailureKind.SILENT : FailureKind.UNREACHABLE;
            return new IpmiException(
                    roundTrip.isSlow() ? FailureKind.SLOW : unanswered,
                    question.stage(),
                    -1,
                    "BMC " + authority() + " did not answer within " + spent + roundTrip.words());
        }

        void hear(Packet packet) {
            try {
                Optional<T> heard = question.listener().hear(packet);
                if (heard.isPresent()) {
                    if (sendings == 1) {
                        roundTrip.sample(socket.nanos() - begun);
                    }
                    answeredBefore = true;
                    end();
                    answer.complete(heard.get());
                }
            } catch (BadPacketException e) {
                corrupt(String.valueOf(e.getMessage()));
            }
        }

        void corrupt(String why) {
            corrupt++;
            lastCorrupt = why;
        }

        private void end() {
            open = null;
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }
}
