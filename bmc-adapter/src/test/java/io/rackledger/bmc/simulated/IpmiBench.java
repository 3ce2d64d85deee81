package io.rackledger.bmc.simulated;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.rackledger.bmc.client.IpmiTarget;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.Privilege;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Simulated IPMI BMCs on loopback for a test, and their end. */
public final class IpmiBench implements AutoCloseable {
    public static final String USER = "admin";
    public static final String PASSWORD = "canary-5e0f";

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<SimulatedIpmiBmc> started = new ArrayList<>();

    public SimulatedIpmiBmc start() {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        SimulatedIpmiBmc bmc = SimulatedIpmiBmc.start(
                group, loopback, started.size(), Account.of(USER, PASSWORD), Duration.ofMillis(30), Clock.systemUTC());
        started.add(bmc);
        return bmc;
    }

    /** One that forgets a session after this time without a word. */
    public SimulatedIpmiBmc startForgetful(Duration idle) {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        SimulatedIpmiBmc bmc =
                SimulatedIpmiBmc.startForgetful(group, loopback, Account.of(USER, PASSWORD), idle, Clock.systemUTC());
        started.add(bmc);
        return bmc;
    }

    /** One with a clock and an account of its own. */
    public SimulatedIpmiBmc start(Account account, Clock clock) {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        SimulatedIpmiBmc bmc =
                SimulatedIpmiBmc.start(group, loopback, started.size(), account, Duration.ofMillis(30), clock);
        started.add(bmc);
        return bmc;
    }

    public static IpmiTarget target(SimulatedIpmiBmc bmc) {
        return new IpmiTarget(bmc.socketAddress(), Account.of(USER, PASSWORD), Privilege.ADMINISTRATOR);
    }

    @Override
    public void close() {
        started.forEach(SimulatedIpmiBmc::close);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
