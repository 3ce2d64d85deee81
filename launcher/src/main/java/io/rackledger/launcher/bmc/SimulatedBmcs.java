package io.rackledger.launcher.bmc;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import io.rackledger.launcher.engine.StartFailure;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Simulated IPMI BMCs that share two threads, all with the same account and the same fault. */
final class SimulatedBmcs implements AutoCloseable {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final List<SimulatedIpmiBmc> bmcs = new ArrayList<>();

    private SimulatedBmcs() {}

    /**
     * Starts them, all machines off.
     *
     * @param first where the first one listens; the others take the ports that follow, or any free ones where this port is 0
     * @param delay from a power command to its effect
     * @param seed of their GUIDs and chances
     * @throws StartFailure where a port cannot be had
     */
    static SimulatedBmcs start(
            int count,
            InetSocketAddress first,
            Account account,
            FaultName fault,
            Duration delay,
            long seed,
            Clock clock) {
        SimulatedBmcs all = new SimulatedBmcs();
        for (int i = 0; i < count; i++) {
            int port = first.getPort() == 0 ? 0 : first.getPort() + i;
            InetSocketAddress at = new InetSocketAddress(first.getAddress(), port);
            try {
                SimulatedIpmiBmc bmc = SimulatedIpmiBmc.start(all.group, at, seed + i, account, delay, clock);
                bmc.misbehave(fault.fault());
                all.bmcs.add(bmc);
            } catch (RuntimeException e) {
                all.close();
                throw new StartFailure(
                        "UDP port " + port + " of " + first.getHostString() + " cannot be had (" + e.getMessage() + ")",
                        "choose others with --port and --bind, or --port 0 for any free ones",
                        e);
            }
        }
        return all;
    }

    List<SimulatedIpmiBmc> list() {
        return List.copyOf(bmcs);
    }

    @Override
    public void close() {
        bmcs.forEach(SimulatedIpmiBmc::close);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
