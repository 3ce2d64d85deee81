package io.rackledger.bmc.driver;

import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerState;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One piece of work with one BMC. Not thread-safe: commands to a BMC are serial. No call blocks past {@code until}. */
public interface BmcSession extends AutoCloseable {
    /** Drivers by which most can be asked. */
    String EITHER = "redfish or ipmi";

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
        throw BmcTrouble.notByDriver(authority(), "boot device", EITHER);
    }

    /**
     * The newest records of the BMC's event log, oldest of them first. Changes nothing.
     *
     * @param newest at most so many
     */
    default List<EventEntry> eventLog(int newest, Instant until) throws BmcTrouble {
        return served("event log", EITHER).log(newest, until).reversed().stream()
                .map(EventEntry::of)
                .toList();
    }

    /** All sensors that the BMC reads. */
    default List<SensorText> sensors(Instant until) throws BmcTrouble {
        return served("sensors", EITHER).sensors(until).stream()
                .map(SensorText::of)
                .toList();
    }

    /** The machine and its parts, as far as the BMC tells. */
    default Inventory inventory(Instant until) throws BmcTrouble {
        return served("inventory", EITHER).inventory(until);
    }

    /** What is in the BMC's virtual CD drive. */
    default VirtualMedia media(Instant until) throws BmcTrouble {
        return served("virtual media", "redfish").media(until);
    }

    /** Puts an image into the BMC's virtual CD drive, in place of any other; fails as MEDIA where it is not there then. */
    default void insertMedia(URI image, Instant until) throws BmcTrouble {
        served("virtual media", "redfish").insertMedia(image, until);
    }

    /** Takes out what is in the BMC's virtual CD drive; fails as MEDIA where it is there still. */
    default void ejectMedia(Instant until) throws BmcTrouble {
        served("virtual media", "redfish").ejectMedia(until);
    }

    /** Restarts the BMC itself, which ends this session; the machine goes on. Returns the BMC's answer in words. */
    default String restartBmc(Instant until) throws BmcTrouble {
        return served("restart of the BMC", EITHER).restart(until);
    }

    private BmcServices served(String what, String byDriver) throws BmcTrouble {
        return services().orElseThrow(() -> BmcTrouble.notByDriver(authority(), what, byDriver));
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
