package io.rackledger.bmc.driver;

import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One piece of work with one BMC. Not thread-safe: commands to a BMC are serial. No call blocks past {@code until}. */
public interface BmcSession extends AutoCloseable {
    /** Host and port of the BMC, for messages. */
    String authority();

    /** Whether a power state can be read at all. Where it cannot, what is pressed is requested, and never verified. */
    default boolean tellsPower() {
        return true;
    }

    /** Which machine the BMC says that it belongs to; it may say nothing. */
    BmcIdentity identity(Instant until) throws BmcTrouble;

    /** Fails as IDENTITY where the BMC tells that it belongs to another machine than this one; empty where that is not known yet. */
    default void requireBelongsTo(Optional<BmcIdentity> machine, Instant until) throws BmcTrouble {
        if (machine.isPresent()) {
            BmcIdentity told = identity(until);
            if (told.contradicts(machine.get())) {
                throw BmcTrouble.stranger(authority(), machine.get(), told);
            }
        }
    }

    /** The power state that the BMC tells now; UNKNOWN where it tells none or is in between. */
    PowerState readPower(Instant until) throws BmcTrouble;

    /** Presses a button; returns the BMC's answer in words, for the story. */
    String press(Button button, Instant until) throws BmcTrouble;

    /** Sets the device of the next boot, or of all further ones, and reads it back. */
    void setBootDevice(BootChoice choice, Instant until) throws BmcTrouble;

    /** What the BMC holds for the next boot. */
    default BootSetting bootSetting(Instant until) throws BmcTrouble {
        throw BmcTrouble.notByDriver(authority(), "boot device");
    }

    /**
     * The newest records of the BMC's event log, oldest of them first. Changes nothing.
     *
     * @param newest at most so many
     */
    default List<EventEntry> eventLog(int newest, Instant until) throws BmcTrouble {
        Optional<BmcServices> services = services();
        if (services.isEmpty()) {
            throw BmcTrouble.notByDriver(authority(), "event log");
        }
        return services.get().log(newest, until).reversed().stream()
                .map(EventEntry::of)
                .toList();
    }

    /** All sensors that the BMC reads. */
    default List<SensorText> sensors(Instant until) throws BmcTrouble {
        Optional<BmcServices> services = services();
        if (services.isEmpty()) {
            throw BmcTrouble.notByDriver(authority(), "sensors");
        }
        return services.get().sensors(until).stream().map(SensorText::of).toList();
    }

    /** When the machine was last reset or switched, on our clock, where the BMC tells. */
    Optional<Instant> lastReset(Instant until) throws BmcTrouble;

    /** What else it can do; empty where its protocol has nothing of it. */
    default Optional<BmcServices> services() {
        return Optional.empty();
    }

    @Override
    void close();
}
