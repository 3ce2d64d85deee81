package io.rackledger.boot.tftp;

import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A place in the list of open transfers; the transfer itself comes to it when its file and its socket are open. Thread-safe. */
final class Live {
    private final InetSocketAddress remote;
    private final TftpPacket.ReadRequest request;
    private volatile @Nullable Running running;
    private volatile boolean dropped;

    Live(InetSocketAddress remote, TftpPacket.ReadRequest request) {
        this.remote = remote;
        this.request = request;
    }

    private record Running(TransferHandler handler, ChannelHandlerContext context) {}

    InetSocketAddress remote() {
        return remote;
    }

    TftpPacket.ReadRequest request() {
        return request;
    }

    /** The transfer begins; on its thread. One whose place was given away meanwhile ends at once. */
    void begun(TransferHandler handler, ChannelHandlerContext context) {
        running = new Running(handler, context);
        if (dropped) {
            handler.breakOff(context, "it gave way to another");
        }
    }

    /** Ends the transfer, now or as soon as it begins. */
    void drop(String why) {
        dropped = true;
        tell((handler, context) -> handler.breakOff(context, why));
    }

    /** The machine asks for something else from the same port: what it got so far was all that it wanted. */
    void superseded() {
        dropped = true;
        tell(TransferHandler::superseded);
    }

    /** Does something to the transfer on its own thread; nothing where it has not begun. */
    void tell(BiConsumer<TransferHandler, ChannelHandlerContext> what) {
        Running its = running;
        if (its != null) {
            its.context().executor().execute(() -> what.accept(its.handler(), its.context()));
        }
    }
}
