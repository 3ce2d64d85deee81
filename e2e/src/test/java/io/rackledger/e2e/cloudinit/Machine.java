package io.rackledger.e2e.cloudinit;

import io.rackledger.bmc.simulated.PowerListener;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A scenario machine: real cloud-init in namespaces of its own, switched by a BMC that speaks Redfish. */
final class Machine implements AutoCloseable {
    private final Rack rack;
    private final String name;
    private final String mac;
    private final String address;
    private final SimulatedRedfishBmc bmc;
    private final ExecutorService switches = Executors.newSingleThreadExecutor();

    Machine(Rack rack, String name, int number, ScheduledExecutorService scheduler) throws IOException {
        this.rack = rack;
        this.name = name;
        this.mac = "52:54:00:77:00:%02x".formatted(number);
        this.address = "10.77.0." + number;
        rack.machine("create", name, mac, address);
        this.bmc = SimulatedRedfishBmc.start(
                new InetSocketAddress("127.0.0.1", 0),
                "serial-" + number,
                Optional.empty(),
                Duration.ofMillis(200),
                scheduler,
                Clock.systemUTC());
        bmc.listen(new PowerListener() {
            @Override
            public void poweredOn(Optional<BootDevice> override) {
                switches.execute(() -> press(PowerState.ON));
            }

            @Override
            public void poweredOff() {
                switches.execute(() -> press(PowerState.OFF));
            }
        });
    }

    private void press(PowerState power) {
        rack.machine(power == PowerState.ON ? "start" : "stop", name);
    }

    String name() {
        return name;
    }

    String mac() {
        return mac;
    }

    String address() {
        return address;
    }

    String bmcAddress() {
        return bmc.address().value();
    }

    /** Sets a fault of the network around this machine; see machine.sh. */
    void fault(String stage, String action, String target, int port, String text) {
        if (text.isEmpty()) {
            rack.machine("fault", name, stage, action, target, Integer.toString(port));
        } else {
            rack.machine("fault", name, stage, action, target, Integer.toString(port), text);
        }
    }

    String console() {
        return rack.console(name);
    }

    @Override
    public void close() {
        switches.execute(() -> rack.machine("stop", name));
        switches.close();
        bmc.close();
    }
}
