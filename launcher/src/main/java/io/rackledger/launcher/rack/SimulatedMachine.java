package io.rackledger.launcher.rack;

import io.rackledger.bmc.simulated.PowerListener;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.node.BootDevice;
import io.rackledger.launcher.rack.Hardware.InstalledSystem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One machine: firmware, boot ROM, system in memory, system on disk. Powered by its BMC; each boot runs on a virtual thread. */
final class SimulatedMachine implements PowerListener {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedMachine.class);
    private static final Duration FIRMWARE = Duration.ofMillis(400);
    private static final Duration KERNEL = Duration.ofMillis(500);
    private static final Pattern SEED = Pattern.compile("ds=nocloud-net;s=(\\S+)");
    private static final Pattern HOOK = Pattern.compile("'endpoint':'([^']+)'");

    private final MacAddress mac;
    private final MachineFault fault;
    private final String bootServer;
    private final MachineHttp http;
    private final ExecutorService threads;
    private final Clock clock;
    private final Rhythm rhythm;
    private final Hardware hardware;
    private PowerCord cord = new PowerCord();
    private volatile Firmware firmware = Firmware.NONE;
    private int boots;

    SimulatedMachine(
            String name,
            MacAddress mac,
            MachineFault fault,
            String bootServer,
            MachineHttp http,
            ExecutorService threads,
            Clock clock,
            Rhythm rhythm) {
        this.mac = mac;
        this.fault = fault;
        this.bootServer = bootServer;
        this.http = http;
        this.threads = threads;
        this.clock = clock;
        this.rhythm = rhythm;
        this.hardware = new Hardware(name, fault);
    }

    /** From the next start on. */
    void use(Firmware other) {
        firmware = other;
    }

    @Override
    public synchronized void poweredOn(Optional<BootDevice> override) {
        cord.cut();
        PowerCord fresh = new PowerCord();
        cord = fresh;
        boots++;
        String bootId = UUID.nameUUIDFromBytes((mac + " " + boots).getBytes(StandardCharsets.UTF_8))
                .toString();
        threads.execute(() -> live(override, fresh, bootId));
    }

    @Override
    public synchronized void poweredOff() {
        cord.cut();
    }

    private void live(Optional<BootDevice> override, PowerCord power, String bootId) {
        try {
            boolean network = override.orElse(BootDevice.PXE) == BootDevice.PXE;
            while (true) {
                rhythm.spend(power, FIRMWARE);
                firmware.starts(mac);
                power.check();
                boolean again = network && bootFromNetwork(power, bootId);
                if (!again) {
                    bootFromDisk(power, bootId);
                    power.hang();
                }
            }
        } catch (PowerLost e) {
            LOG.trace("{}: {}", mac, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the simulated machine {} fell over by a fault of the simulation", mac, e);
        }
    }

    /** True where the machine starts again by itself; false where the boot ROM leaves it to the disk. */
    private boolean bootFromNetwork(PowerCord power, String bootId) throws PowerLost {
        return switch (new IpxeRom(http, power).boot(bootServer + "/boot/" + mac)) {
            case IpxeRom.Outcome.NextDevice _ -> false;
            case IpxeRom.Outcome.Kernel(String line) -> {
                rhythm.spend(power, KERNEL);
                firmware.systemStarts(mac);
                if (fault != MachineFault.BOOTS_IN_A_LOOP) {
                    runInMemory(line, power, bootId);
                    power.hang();
                }
                yield true;
            }
        };
    }

    private void runInMemory(String line, PowerCord power, String bootId) throws PowerLost {
        Optional<String> seed = first(SEED, line);
        if (fault == MachineFault.NEVER_FETCHES_USER_DATA || seed.isEmpty()) {
            power.hang();
        }
        CloudInit cloudInit = new CloudInit(http, power, clock, rhythm, first(HOOK, line));
        cloudInit.firstBoot(seed.orElseThrow(), userData -> runSteps(userData, power, bootId));
    }

    private void bootFromDisk(PowerCord power, String bootId) throws PowerLost {
        Optional<InstalledSystem> installed = hardware.installed();
        if (installed.isEmpty()) {
            return;
        }
        rhythm.spend(power, KERNEL);
        CloudInit cloudInit =
                new CloudInit(http, power, clock, rhythm, installed.get().hook());
        if (installed.get().booted()) {
            cloudInit.laterBoot();
        } else if (cloudInit.firstBoot(installed.get().seed(), userData -> runSteps(userData, power, bootId))) {
            hardware.bootedOnce();
        }
    }

    private boolean runSteps(UserDataText userData, PowerCord power, String bootId) throws PowerLost {
        if (userData.runnerUrl().isEmpty()) {
            return true;
        }
        return new StepRunner(http, power, clock, userData, bootId)
                .run((step, signs) -> hardware.run(step, signs, http, power));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
