package io.rackledger.launcher.rack;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.simulated.BmcFault;
import io.rackledger.bmc.simulated.IpmiFault;
import io.rackledger.bmc.simulated.PowerListener;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.MacAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * A rack of machines, each with a BMC that speaks Redfish, or IPMI over UDP. Machine n speaks from 127.0.1.n, its BMC listens on 127.0.2.n. The same seed makes the
 * same rhythm.
 */
public final class SimulatedRack implements AutoCloseable {
    private static final Duration POWER_DELAY = Duration.ofMillis(150);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rack-power").daemon(true).factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<RackSlot> slots = new ArrayList<>();
    private final List<Consumer<PowerListener>> bmcs = new ArrayList<>();
    private final MultiThreadIoEventLoopGroup ipmi = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<SimulatedMachine> machines = new ArrayList<>();
    private final List<AutoCloseable> parts = new ArrayList<>();

    private SimulatedRack() {}

    /**
     * Starts the BMCs, all machines off.
     *
     * @param bootServer base URL of the boot services
     * @param faults by the machine's number from 1
     * @param account that all BMCs ask for
     * @param speaksIpmi of which machines the BMC speaks IPMI, by their numbers; the others speak Redfish
     */
    public static SimulatedRack start(
            int machines,
            Map<Integer, MachineFault> faults,
            String bootServer,
            Credential account,
            IntPredicate speaksIpmi,
            Clock clock)
            throws IOException {
        SimulatedRack rack = new SimulatedRack();
        try {
            for (int number = 1; number <= machines; number++) {
                MachineFault fault = faults.getOrDefault(number, MachineFault.NONE);
                rack.add(number, fault, bootServer, account, speaksIpmi.test(number), clock);
            }
        } catch (IOException e) {
            rack.close();
            throw e;
        }
        return rack;
    }

    private void add(
            int number, MachineFault fault, String bootServer, Credential account, boolean speaksIpmi, Clock clock)
            throws IOException {
        String name = "r1-n%02d".formatted(number);
        MacAddress mac = new MacAddress("52:54:00:00:01:%02x".formatted(number));
        InetSocketAddress bind = new InetSocketAddress(loopback(2, number), 0);
        boolean idle = fault == MachineFault.BMC_DOES_NOTHING;
        BmcAddress address =
                speaksIpmi ? ipmi(bind, number, account, idle, clock) : redfish(bind, name, account, idle, clock);
        MachineHttp http = new MachineHttp(loopback(1, number), threads);
        parts.add(http);
        Rhythm rhythm = new Rhythm(new SplittableRandom(number));
        SimulatedMachine machine = new SimulatedMachine(name, mac, fault, bootServer, http, threads, clock, rhythm);
        machines.add(machine);
        listen(number, machine);
        slots.add(new RackSlot(name, mac, address, fault));
    }

    private BmcAddress redfish(InetSocketAddress bind, String name, Credential account, boolean idle, Clock clock)
            throws IOException {
        SimulatedRedfishBmc bmc =
                SimulatedRedfishBmc.start(bind, name, Optional.of(account), POWER_DELAY, scheduler, clock);
        parts.add(bmc);
        bmcs.add(bmc::listen);
        if (idle) {
            bmc.misbehave(new BmcFault.IgnoresResets());
        }
        return bmc.address();
    }

    private BmcAddress ipmi(InetSocketAddress bind, int number, Credential account, boolean idle, Clock clock) {
        Account login = Account.of(account.user(), account.password());
        SimulatedIpmiBmc bmc = SimulatedIpmiBmc.start(ipmi, bind, number, login, POWER_DELAY, clock);
        parts.add(bmc);
        bmcs.add(bmc::listen);
        if (idle) {
            bmc.misbehave(new IpmiFault.IgnoresPower());
        }
        return bmc.address();
    }

    private static InetAddress loopback(int net, int number) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, (byte) net, (byte) number});
    }

    /** The machines in the order of their numbers. */
    public List<RackSlot> slots() {
        return List.copyOf(slots);
    }

    /**
     * Lets somebody else, too, hear when a machine's power comes and goes.
     *
     * @param number of the machine, from 1
     */
    public void listen(int number, PowerListener listener) {
        bmcs.get(number - 1).accept(listener);
    }

    /**
     * Gives a machine another firmware, from its next start on.
     *
     * @param number of the machine, from 1
     */
    public void install(int number, Firmware firmware) {
        machines.get(number - 1).use(firmware);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        threads.shutdownNow();
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the simulated rack could not be stopped", e);
            }
        }
        ipmi.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
