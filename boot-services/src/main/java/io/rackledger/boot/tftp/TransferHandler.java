package io.rackledger.boot.tftp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.rackledger.core.signal.TransferEnd;
import java.io.IOException;
import java.net.ConnectException;
import java.net.PortUnreachableException;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One transfer on a socket of its own, connected to the machine, so that nobody else can speak in it. */
final class TransferHandler extends ChannelInboundHandlerAdapter {
    private static final int USER_ABORT = 8;
    private static final int LAST_WORD_MILLIS = 500;

    private final Order order;
    private final ReadAhead bytes;
    private final Segments segments;
    private final Transfer transfer;
    private final Patience patience;
    private final Watcher watcher;
    private long allowance;
    private boolean isProven;
    private boolean isOver;
    private boolean isSuperseded;
    private int resent;
    private @Nullable Future<?> ticking;

    /** Who wants to know how far it is; called on the channel's thread, each at most once. */
    interface Watcher {
        void begun(TransferHandler handler, ChannelHandlerContext context);

        /** The machine has shown that it is where it says. */
        void proven();

        void ended(Ending ending);
    }

    TransferHandler(Order order, FileChannel bytes, TftpLimits limits, Segments segments, Watcher watcher) {
        this.order = order;
        this.bytes = new ReadAhead(bytes);
        this.segments = segments;
        this.transfer = new Transfer(order.file().size(), order.options());
        this.patience = Patience.of(order.options(), limits, order.remote().getPort());
        this.watcher = watcher;
        this.allowance = (long) limits.amplification() * order.requestBytes();
        // Without options the first answer is data; such requests are granted only to addresses that are known already.
        this.isProven = order.options().answered().isEmpty();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        long tick = patience.tick().toMillis();
        ticking = context.executor().scheduleAtFixedRate(() -> tick(context), tick, tick, TimeUnit.MILLISECONDS);
        watcher.begun(this, context);
        if (!isOver) {
            act(context, transfer.again());
        }
    }

    /** The machine sent its request once more: it may not have got the first answer. False where the transfer is over. */
    boolean askedAgain(ChannelHandlerContext context, long more) {
        if (!isOver && !isProven) {
            allowance += more;
            resent++;
            act(context, transfer.again());
        }
        return !isOver;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!isOver && message instanceof DatagramPacket packet) {
                heard(context, packet.content());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** An acknowledgement is read without making an object of it: there is one for each packet or window sent. */
    private void heard(ChannelHandlerContext context, ByteBuf packet) {
        if (TftpDecoder.isAck(packet)) {
            acknowledged(context, packet.getUnsignedShort(packet.readerIndex() + 2));
            return;
        }
        switch (TftpDecoder.decode(packet)) {
            case TftpPacket.Ack(int block) -> acknowledged(context, block);
            case TftpPacket.Failure(int code, String text) -> refused(context, code, text);
            case TftpPacket.ReadRequest _, TftpPacket.WriteRequest _, TftpPacket.Unfit _ -> {
                // Noise: what it may have meant is sent again by the machine, or ends in silence.
            }
        }
    }

    private void acknowledged(ChannelHandlerContext context, int block) {
        Transfer.Step next = transfer.acknowledged(block);
        if (next instanceof Transfer.Step.Wait || (isSuperseded && !(next instanceof Transfer.Step.Done))) {
            return;
        }
        if (!isProven) {
            isProven = true;
            watcher.proven();
        }
        patience.renew();
        act(context, next);
    }

    private void refused(ChannelHandlerContext context, int code, String message) {
        boolean probe = wasProbe() && (code == USER_ABORT || code == 0);
        String words = message.isEmpty() ? "error " + code : message;
        end(context, probe ? TransferEnd.SIZE_PROBE : TransferEnd.ABORTED, probe ? "" : words);
    }

    private boolean wasProbe() {
        return transfer.optionsOpen() && order.options().tellsSize();
    }

    /** The machine wants something else: nothing more is sent, but its last word, which may have been overtaken, is still heard. */
    void superseded(ChannelHandlerContext context) {
        isSuperseded = true;
        context.executor().schedule(() -> endSuperseded(context), LAST_WORD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void endSuperseded(ChannelHandlerContext context) {
        if (wasProbe()) {
            end(context, TransferEnd.SIZE_PROBE, "");
        } else {
            breakOff(context, "the machine asked for something else");
        }
    }

    private void act(ChannelHandlerContext context, Transfer.Step step) {
        try {
            switch (step) {
                case Transfer.Step.SendOptions _ ->
                    send(
                            context,
                            TftpEncoder.optionAck(
                                    context.alloc(), order.options().answered()));
                case Transfer.Step.SendBlocks(long first, long last) -> sendBlocks(context, first, last);
                case Transfer.Step.Done _ -> end(context, TransferEnd.COMPLETE, "");
                case Transfer.Step.Wait _ -> {
                    return;
                }
            }
            context.flush();
        } catch (IOException e) {
            context.writeAndFlush(
                    TftpEncoder.error(context.alloc(), TftpError.UNDEFINED, "The file cannot be read.", 100));
            end(context, TransferEnd.BROKEN_OFF, "the file cannot be read: " + e);
        }
    }

    private void sendBlocks(ChannelHandlerContext context, long first, long last) throws IOException {
        int frame = TftpEncoder.DATA_HEADER + transfer.length(first);
        int most = isProven ? segments.atOnce(frame) : 1;
        for (long block = first; block <= last; ) {
            int count = (int) Math.min(most, last - block + 1);
            ByteBuf packets = data(context, block, count);
            if (count == 1) {
                send(context, packets);
            } else {
                context.write(new SegmentedDatagramPacket(packets, frame, order.remote()), context.voidPromise());
            }
            block += count;
        }
    }

    /** DATA packets that follow each other, all but the last of the same length. */
    private ByteBuf data(ChannelHandlerContext context, long first, int count) throws IOException {
        int room = count * (TftpEncoder.DATA_HEADER + transfer.length(first));
        ByteBuf out = context.alloc().directBuffer(room, room);
        try {
            for (long block = first; block < first + count; block++) {
                TftpEncoder.dataHeader(out, block);
                bytes.copy(context.alloc(), transfer.offset(block), transfer.length(block), out);
            }
            return out;
        } catch (IOException | RuntimeException e) {
            out.release();
            throw e;
        }
    }

    /** RFC 1350 has no proof of the sender's address before its first acknowledgement; until then an answer must stay small. */
    private void send(ChannelHandlerContext context, ByteBuf packet) {
        if (isProven || packet.readableBytes() <= allowance) {
            allowance -= packet.readableBytes();
            context.write(packet, context.voidPromise());
        } else {
            packet.release();
        }
    }

    private void tick(ChannelHandlerContext context) {
        if (isSuperseded) {
            return;
        }
        switch (patience.tickPassed()) {
            case WAIT -> {}
            case SEND_AGAIN -> {
                resent++;
                act(context, transfer.again());
            }
            case GIVE_UP -> end(context, TransferEnd.SILENT, "");
        }
    }

    /** The server stops, or needs the place. */
    void breakOff(ChannelHandlerContext context, String why) {
        end(context, transfer.confirmedBytes() > 0 ? TransferEnd.BROKEN_OFF : TransferEnd.SILENT, why);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(context, TransferEnd.BROKEN_OFF, "the server stopped");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!isOver && segments.refusedBy(cause)) {
            act(context, transfer.again());
            return;
        }
        boolean gone = cause instanceof PortUnreachableException || cause instanceof ConnectException;
        end(
                context,
                gone ? TransferEnd.SILENT : TransferEnd.BROKEN_OFF,
                gone ? "its port is closed" : "the socket failed: " + cause);
    }

    private void end(ChannelHandlerContext context, TransferEnd end, String detail) {
        if (isOver) {
            return;
        }
        isOver = true;
        bytes.release();
        if (ticking != null) {
            ticking.cancel(false);
        }
        watcher.ended(new Ending(end, transfer.confirmedBytes(), resent, detail));
        context.close();
    }
}
