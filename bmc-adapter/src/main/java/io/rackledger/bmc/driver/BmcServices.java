package io.rackledger.bmc.driver;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/** What a BMC tells and does beside power and boot device. Part of a session: not thread-safe, no call blocks past {@code until}. */
public interface BmcServices {
    /** The machine and its parts. */
    Inventory inventory(Instant until) throws BmcTrouble;

    /** Temperatures, fans, voltages, power. */
    List<SensorValue> sensors(Instant until) throws BmcTrouble;

    /** The newest lines of its event log, newest first; at most so many. */
    List<LogLine> log(int most, Instant until) throws BmcTrouble;

    /** Puts an image into its virtual CD drive, in place of any other, and reads back that it is there; fails as MEDIA where it is not. */
    void insertMedia(URI image, Instant until) throws BmcTrouble;

    /** Takes out what is in its virtual CD drive, and reads back that it is gone; fails as MEDIA where it is not. */
    void ejectMedia(Instant until) throws BmcTrouble;

    /** Restarts the BMC itself, which ends this session; the machine goes on. Returns the BMC's answer in words. */
    String restart(Instant until) throws BmcTrouble;

    /**
     * Lets the BMC send its events to this address.
     *
     * @param context comes back in each event
     * @return by what the subscription is ended
     */
    String subscribe(URI destination, String context, Instant until) throws BmcTrouble;

    /** Ends a subscription; one that is not there any more is ended. */
    void unsubscribe(String subscription, Instant until) throws BmcTrouble;
}
