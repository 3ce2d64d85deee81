package io.rackledger.boot.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one answer to its connection, then lets the next request in or closes. Netty takes writes from any thread. */
final class AnswerWriter {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);

    private final ChannelHandlerContext ctx;
    private final boolean keepAlive;
    private final boolean headOnly;
    private final HttpLimits limits;
    private final Clock clock;
    private final ExecutorService workers;

    AnswerWriter(
            ChannelHandlerContext ctx,
            boolean keepAlive,
            boolean headOnly,
            HttpLimits limits,
            Clock clock,
            ExecutorService workers) {
        this.ctx = ctx;
        this.limits = limits;
        this.clock = clock;
        this.keepAlive = keepAlive;
        this.headOnly = headOnly;
        this.workers = workers;
    }

    void write(Answer answer) {
        switch (answer) {
            case Answer.Content content ->
                ctx.writeAndFlush(Responses.of(content, keepAlive)).addListener(next());
            case Answer.FilePart part -> writeFile(part);
        }
    }

    private void writeFile(Answer.FilePart part) {
        if (headOnly) {
            ctx.write(Responses.headOf(part, keepAlive));
            ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(next());
            return;
        }
        FileChannel file;
        try {
            file = FileChannel.open(part.file(), StandardOpenOption.READ);
        } catch (IOException e) {
            LOG.warn("file {} cannot be served", part.file(), e);
            tell(part, watch -> watch.ended(0, false));
            write(Answer.text(500, "The file cannot be read; the boot server's log names the reason."));
            return;
        }
        DefaultFileRegion region = new DefaultFileRegion(file, part.offset(), part.length());
        TransferProgress progress = new TransferProgress(
                region, limits.quiet(), clock, (sent, since) -> tell(part, watch -> watch.stalled(sent, since)));
        ctx.write(Responses.headOf(part, keepAlive));
        ChannelFuture bytes = ctx.write(region);
        ctx.executor().execute(() -> begin(progress, bytes));
        bytes.addListener(sent -> {
            progress.end();
            ended(part, region, sent.isSuccess());
        });
        ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(next());
    }

    private static void begin(TransferProgress progress, ChannelFuture bytes) {
        if (!bytes.isDone()) {
            progress.begin(bytes.channel().eventLoop());
        }
    }

    private void ended(Answer.FilePart part, DefaultFileRegion region, boolean all) {
        long bytes = region.transferred();
        if (!all) {
            ctx.close();
        }
        tell(part, watch -> watch.ended(bytes, all && bytes == part.length()));
    }

    private void tell(Answer.FilePart part, Consumer<Answer.TransferWatch> word) {
        try {
            workers.execute(() -> word.accept(part.watch()));
        } catch (RejectedExecutionException e) {
            LOG.warn("stopping; the transfer of {} is not written down", part.file(), e);
        }
    }

    private ChannelFutureListener next() {
        return written -> {
            Channel channel = written.channel();
            if (keepAlive && written.isSuccess()) {
                channel.config().setAutoRead(true);
            } else {
                channel.close();
            }
        };
    }
}
