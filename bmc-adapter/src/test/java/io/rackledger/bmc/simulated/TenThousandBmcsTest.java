package io.rackledger.bmc.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.rackledger.bmc.client.IpmiClient;
import io.rackledger.bmc.client.IpmiSession;
import io.rackledger.bmc.ipmi.ChassisStatus;
import io.rackledger.bmc.session.Account;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hall of simulated BMCs in one process, each logged in to and asked for its power once. */
@Tag("full")
final class TenThousandBmcsTest {
    private static final Logger LOG = LoggerFactory.getLogger(TenThousandBmcsTest.class);
    private static final int BMCS = 10_000;
    private static final int AT_ONCE = 32;
    private static final int LOOPS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<SimulatedIpmiBmc> bmcs = new ArrayList<>();

    @Test
    void liveOnTwoThreadsInLittleMemoryAndAllAnswer() throws Exception {
        long heapBefore = heap();
        var group = new MultiThreadIoEventLoopGroup(LOOPS, NioIoHandler.newFactory());
        try (IpmiClient client = new IpmiClient()) {
            Account account = Account.of(IpmiBench.USER, IpmiBench.PASSWORD);
            for (int i = 0; i < BMCS; i++) {
                InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
                bmcs.add(SimulatedIpmiBmc.start(group, any, i, account, Duration.ofMillis(30), Clock.systemUTC()));
            }
            long each = (heap() - heapBefore) / BMCS;
            long began = System.nanoTime();
            int on = 0;
            for (Future<Boolean> told : askAll(client)) {
                on += told.get() ? 1 : 0;
            }
            long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("multiThreadIoEventLoopGroup"))
                    .count();
            LOG.info("{} BMCs: {} bytes of heap each, {} event loops, all asked in {} s", BMCS, each, threads, seconds);
            assertThat(on).isZero();
            assertThat(threads).as("theirs, and the client's").isEqualTo(LOOPS + 1);
            assertThat(each).as("bytes of heap for each").isLessThan(20_000);
        } finally {
            bmcs.forEach(SimulatedIpmiBmc::close);
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
        }
    }

    private List<Future<Boolean>> askAll(IpmiClient client) throws InterruptedException {
        Semaphore permits = new Semaphore(AT_ONCE);
        List<Callable<Boolean>> questions = new ArrayList<>();
        for (SimulatedIpmiBmc bmc : bmcs) {
            questions.add(() -> {
                permits.acquire();
                try (IpmiSession session = client.open(IpmiBench.target(bmc), PATIENCE)) {
                    return session.send(ChassisStatus.get(), PATIENCE).on();
                } finally {
                    permits.release();
                }
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(questions);
        }
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
