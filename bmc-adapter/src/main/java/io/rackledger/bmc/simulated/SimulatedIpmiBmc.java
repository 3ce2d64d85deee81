package io.rackledger.bmc.simulated;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.Packet;
import io.rackledger.bmc.rmcp.PacketCodec;
import io.rackledger.bmc.session.Account;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.PowerState;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One machine's BMC that speaks IPMI 2.0 over UDP, suites 3 and 17. Thousands of them share the threads of one event loop group. Closing
 * makes it unreachable.
 */
public final class SimulatedIpmiBmc implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedIpmiBmc.class);

    private final Channel channel;
    private final SimulatedPower power;
    private final IpmiService service;
    private final SplittableRandom chance;
    private final AtomicLong heard = new AtomicLong();

    private SimulatedIpmiBmc(
            EventLoopGroup group, InetSocketAddress bind, long seed, Account account, Duration delay, Clock clock) {
        var loop = group.next();
        this.chance = new SplittableRandom(seed);
        this.power = new SimulatedPower(loop, clock, delay);
        this.service = new IpmiService(account, power, clock, chance.split());
        this.channel = new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new Receiver())
                .bind(bind)
                .syncUninterruptibly()
                .channel();
    }

    /**
     * Starts one, powered off.
     *
     * @param group whose threads it uses
     * @param bind where it listens; port 0 for any free one
     * @param seed of its chances and of its GUID
     * @param delay from a command to its effect
     */
    public static SimulatedIpmiBmc start(
            EventLoopGroup group, InetSocketAddress bind, long seed, Account account, Duration delay, Clock clock) {
        return new SimulatedIpmiBmc(group, bind, seed, account, delay, clock);
    }

    private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
            heard.incrementAndGet();
            IpmiFault fault = service.fault();
            if (fault instanceof IpmiFault.Dead || isLost(fault)) {
                return;
            }
            try {
                Packet asked = PacketCodec.decode(ByteBufUtil.getBytes(datagram.content()));
                service.answer(asked).ifPresent(answer -> send(answer, datagram.sender(), fault));
            } catch (BadPacketException e) {
                LOG.debug("a packet from {} is not taken: {}", datagram.sender(), e.getMessage());
            }
        }
    }

    private boolean isLost(IpmiFault fault) {
        return fault instanceof IpmiFault.Lossy(int percent) && chance.nextInt(100) < percent;
    }

    private void send(Packet answer, InetSocketAddress to, IpmiFault fault) {
        byte[] bytes = PacketCodec.encode(answer);
        if (fault instanceof IpmiFault.Slow(Duration by)) {
            channel.eventLoop().schedule(() -> write(bytes, to), by.toNanos(), TimeUnit.NANOSECONDS);
        } else if (!isLost(fault)) {
            write(bytes, to);
            if (fault instanceof IpmiFault.Twice) {
                write(bytes, to);
            }
        }
    }

    private void write(byte[] bytes, InetSocketAddress to) {
        channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(bytes), to));
    }

    /** Where it answers, in the form that a node's BMC address has. */
    public BmcAddress address() {
        InetSocketAddress at = socketAddress();
        return new BmcAddress("ipmi://" + at.getAddress().getHostAddress() + ":" + at.getPort());
    }

    public InetSocketAddress socketAddress() {
        return (InetSocketAddress) channel.localAddress();
    }

    public void misbehave(IpmiFault how) {
        service.misbehave(how);
    }

    public void listen(PowerListener machine) {
        power.listen(machine);
    }

    public PowerState power() {
        return power.view().state();
    }

    /** How many packets have come so far. */
    public long heard() {
        return heard.get();
    }

    /** The machine's power changes without the BMC being asked. */
    public void changeFromOutside(PowerState state) {
        power.change(state);
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
