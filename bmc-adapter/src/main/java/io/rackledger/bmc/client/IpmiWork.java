package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.BootSetting;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.EventEntry;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Inventory;
import io.rackledger.bmc.driver.SensorText;
import io.rackledger.bmc.ipmi.BmcReset;
import io.rackledger.bmc.ipmi.BootFlags;
import io.rackledger.bmc.ipmi.ChassisControl;
import io.rackledger.bmc.ipmi.ChassisStatus;
import io.rackledger.bmc.ipmi.IpmiCommand;
import io.rackledger.bmc.ipmi.SystemGuid;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BootMode;
import io.rackledger.core.node.PowerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One piece of work with a BMC over IPMI: logs in at the first command, and anew where the BMC has lost the session. */
final class IpmiWork implements BmcSession {
    /** Longest for a reading of many steps. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private static final BmcIdentity NOBODY = new BmcIdentity("", "");
    private static final Logger LOG = LoggerFactory.getLogger(IpmiWork.class);
    /** Logins after each of which a command was not answered. */
    private static final int HANGS = 3;

    private final IpmiClient client;
    private final IpmiTarget target;
    private final Clock clock;
    private final Duration longest;
    private @Nullable IpmiSession session;
    private Set<ChassisStatus.Fault> powerFaults = Set.of();
    private int hung;

    /** @param longest for a single step */
    IpmiWork(IpmiClient client, IpmiTarget target, Clock clock, Duration longest) {
        this.client = client;
        this.target = target;
        this.clock = clock;
        this.longest = longest;
    }

    @Override
    public String authority() {
        return target.address().getHostString() + ":" + target.address().getPort();
    }

    /** The system GUID; not every BMC has one, and some tell nothing but zeros or ones. */
    @Override
    public BmcIdentity identity(Instant until) throws BmcTrouble {
        try {
            return identity(carryOut(SystemGuid.get(), until));
        } catch (IpmiException e) {
            if (isUntold(e)) {
                return NOBODY;
            }
            throw trouble(e);
        }
    }

    /** The same by an open session. */
    static BmcIdentity identity(IpmiSession open, Duration patience) throws IpmiException {
        try {
            return identity(open.send(SystemGuid.get(), patience));
        } catch (IpmiException e) {
            if (isUntold(e)) {
                return NOBODY;
            }
            throw e;
        }
    }

    private static BmcIdentity identity(SystemGuid told) {
        return new BmcIdentity(told.hex().matches("0{32}|f{32}") ? "" : told.hex(), "");
    }

    private static boolean isUntold(IpmiException e) {
        return e.kind() == FailureKind.UNSUPPORTED || e.kind() == FailureKind.REFUSED;
    }

    @Override
    public PowerState readPower(Instant until) throws BmcTrouble {
        ChassisStatus told = send(ChassisStatus.get(), until);
        if (!told.known()) {
            throw new BmcTrouble(
                    FailureKind.UNKNOWN_STATE,
                    "BMC " + authority() + " tells no power state (0xff to Get Chassis Status); it is starting itself");
        }
        powerFaults = told.faults();
        return told.on() ? PowerState.ON : PowerState.OFF;
    }

    @Override
    public String press(Button button, Instant until) throws BmcTrouble {
        ChassisControl control = switch (button) {
            case ON -> ChassisControl.ON;
            case FORCE_OFF -> ChassisControl.OFF;
            case SOFT_OFF -> ChassisControl.SOFT_OFF;
        };
        send(control.command(), until);
        String faults =
                powerFaults.isEmpty() ? "" : ", tells of " + new TreeSet<>(powerFaults) + " in its chassis status";
        return "answered 0x00 to " + control.command().name() + faults;
    }

    @Override
    public void setBootDevice(BootChoice choice, Instant until) throws BmcTrouble {
        int number = switch (choice.device()) {
            case PXE -> BootFlags.PXE;
            case DISK -> BootFlags.DISK;
        };
        boolean uefi = choice.mode().equals(Optional.of(BootMode.UEFI));
        setFlags(new BootFlags(true, choice.persistent(), uefi, number), until);
        BootFlags told = send(BootFlags.get(), until);
        if (told.device() != number) {
            throw new BmcTrouble(
                    FailureKind.BOOT_LOST,
                    "BMC " + authority() + " took boot device " + number + " (" + choice.device() + "), but reads back "
                            + told.words());
        }
        // It is set again before each start that we make, so nothing is lost by it but starts that others make.
        if (choice.persistent() && !told.persistent() || told.uefi() != uefi) {
            LOG.info("BMC {} was told to boot from {} and keeps: {}", authority(), choice.words(), told.words());
        }
    }

    @Override
    public BootSetting bootSetting(Instant until) throws BmcTrouble {
        BootFlags told = send(BootFlags.get(), until);
        String device = told.deviceWord();
        boolean none = device.equals("none");
        Optional<BootMode> mode = none ? Optional.empty() : Optional.of(told.uefi() ? BootMode.UEFI : BootMode.BIOS);
        return new BootSetting(device, !none && told.persistent(), mode);
    }

    @Override
    public List<EventEntry> eventLog(int newest, Instant until) throws BmcTrouble {
        return read(until, open -> SelReader.newest(open, newest, longest)).stream()
                .map(entry -> new EventEntry(Integer.toString(entry.id()), entry.at(), entry.words(), entry.raw()))
                .toList();
    }

    @Override
    public List<SensorText> sensors(Instant until) throws BmcTrouble {
        return read(until, open -> SensorReader.all(open, longest)).stream()
                .map(each -> new SensorText(
                        Text.printable(each.sensor().name()), each.sensor().type(), each.words()))
                .toList();
    }

    @Override
    public Inventory inventory(Instant until) throws BmcTrouble {
        return read(until, open -> IpmiInventory.read(open, longest));
    }

    /** A BMC may restart without an answer; then nobody knows whether it does. */
    @Override
    public String restartBmc(Instant until) throws BmcTrouble {
        IpmiCommand<?> reset = BmcReset.COLD.command();
        send(reset, until);
        return "answered 0x00 to " + reset.name();
    }

    /** What takes many questions. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(IpmiSession open) throws IpmiException;
    }

    private <T> T read(Instant until, Reading<T> reading) throws BmcTrouble {
        try {
            IpmiSession open = present(until);
            open.endBy(step(until, LONG));
            return reading.of(open);
        } catch (IpmiException e) {
            close();
            throw trouble(e);
        }
    }

    /** Some firmware never answers this, and answers everything else. */
    private void setFlags(BootFlags flags, Instant until) throws BmcTrouble {
        Instant half =
                clock.instant().plus(Duration.between(clock.instant(), until).dividedBy(2));
        try {
            // Not every BMC knows these two; without them the flags hold for 60 s, which is why they are set just
            // before
            // the power.
            whereKnown(BootFlags.keepValid(), half);
            whereKnown(BootFlags.notTakenUp(), half);
            carryOut(flags.set(), half);
        } catch (IpmiException e) {
            if (!e.isUnanswered()) {
                throw trouble(e);
            }
            send(ChassisStatus.get(), until);
            throw new BmcTrouble(
                    FailureKind.UNSUPPORTED,
                    e.stage().words(),
                    BmcTrouble.NO_STATUS,
                    "BMC " + authority()
                            + " answers everything but Set System Boot Options; let the machine's firmware boot from"
                            + " the network first");
        }
    }

    private void whereKnown(IpmiCommand<?> command, Instant until) throws IpmiException {
        try {
            carryOut(command, until);
        } catch (IpmiException e) {
            if (e.kind() != FailureKind.UNSUPPORTED && e.kind() != FailureKind.REFUSED) {
                throw e;
            }
        }
    }

    /** IPMI does not tell when a machine was reset. */
    @Override
    public Optional<Instant> lastReset(Instant until) {
        return Optional.empty();
    }

    private <T> T send(IpmiCommand<T> command, Instant until) throws BmcTrouble {
        try {
            return carryOut(command, until);
        } catch (IpmiException e) {
            throw trouble(e);
        }
    }

    private <T> T carryOut(IpmiCommand<T> command, Instant until) throws IpmiException {
        boolean fresh = session == null;
        try {
            return present(until).send(command, step(until));
        } catch (IpmiException e) {
            boolean gone = e.isUnanswered() || e.kind() == FailureKind.CORRUPT;
            if (!gone) {
                throw e;
            }
            close();
            // A session dies in silence, after 30 s without a word or when the BMC restarts. Only what does no harm is
            // asked again.
            boolean late = !clock.instant().isBefore(until);
            if (fresh || late || command.repeat() == IpmiCommand.Repeat.NEVER) {
                throw fresh ? orStuck(e) : e;
            }
        }
        return present(until).send(command, step(until));
    }

    /** A BMC that lets us in, again and again, and answers no command hangs: more sessions would make it worse. */
    private IpmiException orStuck(IpmiException e) {
        boolean hangs = e.isUnanswered() && e.stage() == Stage.COMMAND;
        hung = hangs ? hung + 1 : 0;
        return hung < HANGS ? e : e.as(FailureKind.STUCK, "; it lets us in and answers no command, " + hung + " times");
    }

    private IpmiSession present(Instant until) throws IpmiException {
        IpmiSession open = session;
        if (open == null) {
            open = client.open(target, step(until));
            session = open;
        }
        return open;
    }

    private Duration step(Instant until) {
        return step(until, longest);
    }

    private Duration step(Instant until, Duration most) {
        Duration left = Duration.between(clock.instant(), until);
        Duration bounded = left.compareTo(most) < 0 ? left : most;
        return bounded.isPositive() ? bounded : Duration.ofMillis(1);
    }

    static BmcTrouble trouble(IpmiException e) {
        return new BmcTrouble(e.kind(), e.stage().words(), e.code(), String.valueOf(e.getMessage()));
    }

    @Override
    public void close() {
        IpmiSession open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }
}
