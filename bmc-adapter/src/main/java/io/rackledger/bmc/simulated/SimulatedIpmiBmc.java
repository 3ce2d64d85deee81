package io.rackledger.bmc.simulated;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.Packet;
import io.rackledger.bmc.rmcp.PacketCodec;
import io.rackledger.bmc.rmcp.PayloadType;
import io.rackledger.bmc.session.Account;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.PowerState;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One machine's BMC that speaks IPMI 2.0 over UDP, suites 3 and 17. Thousands of them share the threads of one event loop group. Closing
 * makes it unreachable.
 */
public final class SimulatedIpmiBmc implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedIpmiBmc.class);

    private static final int CONSOLE_AGAIN_MILLIS = 100;
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final Channel channel;
    private final SimulatedPower power;
    private final IpmiService service;
    private final SplittableRandom chance;
    private final Clock clock;
    private final AtomicLong heard = new AtomicLong();
    private @Nullable ChannelFuture elsewhere;
    private volatile @Nullable InetSocketAddress console;
    /** Whether something of the console is sent until it is acknowledged; on the event loop only. */
    private boolean consoleAwake;

    private SimulatedIpmiBmc(
            EventLoopGroup group,
            InetSocketAddress bind,
            long seed,
            Account account,
            Duration delay,
            Duration idle,
            Clock clock) {
        var loop = group.next();
        this.clock = clock;
        this.chance = new SplittableRandom(seed);
        this.power = new SimulatedPower(loop, clock, delay);
        this.service = new IpmiService(account, power, "SIM%06d".formatted(seed), idle, clock, chance.split());
        this.channel = new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new Receiver())
                .bind(bind)
                .syncUninterruptibly()
                .channel();
        this.service.listensAt(socketAddress().getPort());
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
        return new SimulatedIpmiBmc(group, bind, seed, account, delay, IDLE, clock);
    }

    /**
     * Starts one that forgets a session after this time without a word.
     *
     * @see #start
     */
    public static SimulatedIpmiBmc startForgetful(
            EventLoopGroup group, InetSocketAddress bind, Account account, Duration idle, Clock clock) {
        return new SimulatedIpmiBmc(group, bind, 1, account, Duration.ofMillis(1), idle, clock);
    }

    private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
            heard.incrementAndGet();
            IpmiFault fault = service.fault();
            if (fault instanceof IpmiFault.Dead || isAway(fault) || isLost(fault)) {
                return;
            }
            try {
                Packet asked = PacketCodec.decode(ByteBufUtil.getBytes(datagram.content()));
                int before = service.sol().owner();
                service.answer(asked).ifPresent(answer -> send(answer, datagram.sender(), fault));
                followConsole(asked, datagram.sender(), before, fault);
            } catch (BadPacketException e) {
                LOG.debug("a packet from {} is not taken: {}", datagram.sender(), e.getMessage());
            }
        }
    }

    /** Whoever lost the console to somebody else is told so, and what the machine writes goes to whoever has it, not to who asked last. */
    private void followConsole(Packet asked, InetSocketAddress sender, int before, IpmiFault fault) {
        int session = asked instanceof Packet.Plus plus ? plus.session() : 0;
        int owner = service.sol().owner();
        InetSocketAddress former = console;
        if (before != 0 && before != owner && before != session && former != null) {
            service.farewell(before).ifPresent(packet -> send(packet, former, fault));
        }
        if (session != 0 && session == owner) {
            console = sender;
            // What it wrote while nobody had the console, or echoes now; what is heard before the console is open is
            // sent again.
            wakeConsole();
        }
    }

    private boolean isLost(IpmiFault fault) {
        return fault instanceof IpmiFault.Lossy(int percent) && chance.nextInt(100) < percent;
    }

    private void send(Packet answer, InetSocketAddress to, IpmiFault fault) {
        byte[] bytes = PacketCodec.encode(answer);
        Duration late = late(answer, fault);
        if (late.isPositive()) {
            channel.eventLoop().schedule(() -> write(bytes, to), late.toNanos(), TimeUnit.NANOSECONDS);
        } else if (!isLost(fault)) {
            write(bytes, to);
            if (fault instanceof IpmiFault.Twice) {
                write(bytes, to);
            }
        }
    }

    private static Duration late(Packet answer, IpmiFault fault) {
        return switch (fault) {
            case IpmiFault.Slow(Duration by) -> by;
            case IpmiFault.SlowRakp2(Duration by) ->
                answer instanceof Packet.Plus plus && plus.type() == PayloadType.RAKP_2 ? by : Duration.ZERO;
            default -> Duration.ZERO;
        };
    }

    private boolean isAway(IpmiFault fault) {
        return fault instanceof IpmiFault.Away(var until) && clock.instant().isBefore(until);
    }

    private void write(byte[] bytes, InetSocketAddress to) {
        DatagramPacket packet = new DatagramPacket(Unpooled.wrappedBuffer(bytes), to);
        if (service.fault() instanceof IpmiFault.AnswersFromElsewhere) {
            elsewhere().addListener((ChannelFuture bound) -> bound.channel().writeAndFlush(packet));
        } else {
            channel.writeAndFlush(packet);
        }
    }

    private ChannelFuture elsewhere() {
        ChannelFuture other = elsewhere;
        if (other == null) {
            other = new Bootstrap()
                    .group(channel.eventLoop())
                    .channel(NioDatagramChannel.class)
                    .handler(new Receiver())
                    .bind(new InetSocketAddress(socketAddress().getAddress(), 0));
            elsewhere = other;
        }
        return other;
    }

    /** The machine writes this on its serial console, where whoever has the console reads it. */
    public void print(String characters) {
        service.sol().print(characters.getBytes(StandardCharsets.UTF_8));
        channel.eventLoop().execute(this::wakeConsole);
    }

    /** On the event loop. */
    private void wakeConsole() {
        if (!consoleAwake) {
            consoleAwake = true;
            sendConsole();
        }
    }

    /** Again until it is acknowledged, as a BMC does. On the event loop. */
    private void sendConsole() {
        InetSocketAddress to = console;
        Optional<Packet> next = to == null || !channel.isOpen() ? Optional.empty() : service.console();
        consoleAwake = next.isPresent();
        if (to != null && next.isPresent()) {
            send(next.get(), to, service.fault());
            channel.eventLoop().schedule(this::sendConsole, CONSOLE_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** It is put into another machine: from now on it tells another GUID. */
    public void belongTo(byte... guid) {
        service.commands().belongTo(guid.clone());
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
        if (elsewhere != null) {
            elsewhere.channel().close();
        }
    }
}
