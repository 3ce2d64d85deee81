package io.rackledger.boot.dhcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers by one socket; those that are there together leave with one system call. */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Channel channel;
    private final Queue<Answer> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    /** @param longest datagram that the machine takes, as option 57 says it */
    private record Answer(DhcpMessage message, int longest, InetSocketAddress to) {}

    Outbox(Channel channel) {
        this.channel = channel;
    }

    /** An answer that leaves with the next {@link #flush}; on the socket's thread. */
    void add(DhcpMessage request, DhcpMessage message, InetSocketAddress to) {
        write(answer(request, message, to));
    }

    /** An answer that leaves soon; from any thread. */
    void send(DhcpMessage request, DhcpMessage message, InetSocketAddress to) {
        ready.add(answer(request, message, to));
        if (!woken.getAndSet(true)) {
            channel.eventLoop().execute(this::drain);
        }
    }

    private static Answer answer(DhcpMessage request, DhcpMessage message, InetSocketAddress to) {
        return new Answer(
                message, request.options().number(OptionCode.LONGEST_MESSAGE).orElse(0), to);
    }

    private void drain() {
        woken.set(false);
        for (Answer answer = ready.poll(); answer != null; answer = ready.poll()) {
            write(answer);
        }
        flush();
    }

    private void write(Answer answer) {
        ByteBuf bytes = DhcpEncoder.encode(channel.alloc(), answer.message(), answer.longest());
        channel.write(new DatagramPacket(bytes, answer.to())).addListener(sent -> {
            if (!sent.isSuccess()) {
                LOG.warn(
                        "a DHCP answer to {} could not be sent to {}",
                        answer.message().mac(),
                        answer.to(),
                        sent.cause());
            }
        });
    }

    void flush() {
        channel.flush();
    }
}
