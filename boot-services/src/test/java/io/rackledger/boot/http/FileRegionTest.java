package io.rackledger.boot.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an answer is made of when it reaches the connection. */
final class FileRegionTest {
    @TempDir
    Path directory;

    @Test
    void isWhatAFileIsSentAsSoThatItsBytesNeverEnterTheProcess() throws Exception {
        Path file = Files.write(directory.resolve("initrd.img"), new byte[1000]);
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            new AnswerWriter(
                            channel.pipeline().firstContext(),
                            true,
                            false,
                            HttpLimits.DEFAULT,
                            Clock.systemUTC(),
                            workers)
                    .write(new Answer.FilePart(206, file, 100, 500, Map.of(), new Unwatched()));
            channel.runPendingTasks();

            assertThat((Object) channel.readOutbound()).isInstanceOf(HttpResponse.class);
            DefaultFileRegion region = channel.readOutbound();
            assertThat(region.position()).isEqualTo(100);
            assertThat(region.count()).isEqualTo(500);
            assertThat((Object) channel.readOutbound()).isInstanceOf(LastHttpContent.class);
            region.release();
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static final class Unwatched implements Answer.TransferWatch {
        @Override
        public void stalled(long bytesSent, Instant since) {
            throw new AssertionError("nothing stands still here");
        }

        @Override
        public void ended(long bytesSent, boolean all) {
            assertThat(bytesSent).isNotNegative();
        }
    }
}
