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

    /** What is in its virtual CD drive. */
    VirtualMedia media(Instant until) throws BmcTrouble;

    /** Puts an image into its virtual CD drive, in place of any other, and reads back that it is there; fails as MEDIA where it is not. */
    void insertMedia(URI image, Instant until) throws BmcTrouble;

    /** Takes out what is in its virtual CD drive, and reads back that it is gone; fails as MEDIA where it is not. */
    void ejectMedia(Instant until) throws BmcTrouble;

    /** Restarts the BMC itself, which ends this session; the machine goes on. Returns the BMC's answer in words. */
    String restart(Instant until) throws BmcTrouble;

    /**
     * Lets the BMC send its events to this address, once: a subscription to it that is there already is kept, unless the BMC has suspended it.
     * Those of the same context to other addresses, which were left behind, are ended.
     *
     * @param destination may be a secret; stands in no word of a failure
     * @param context comes back in each event, and tells whose the subscription is
     * @return by what the subscription is looked at and ended
     */
    String subscribe(URI destination, String context, Instant until) throws BmcTrouble;

    /** Whether a subscription is there still, goes to this address, and is not suspended. */
    boolean isSubscribed(String subscription, URI destination, Instant until) throws BmcTrouble;

    /** Ends a subscription; one that is not there any more is ended. */
    void unsubscribe(String subscription, Instant until) throws BmcTrouble;
}
