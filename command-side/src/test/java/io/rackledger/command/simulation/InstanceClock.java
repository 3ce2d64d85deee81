package io.rackledger.command.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The wall clock of one machine: true time with an error that may change at any time. */
final class InstanceClock extends Clock {
    private final VirtualTime time;
    private long error;

    InstanceClock(VirtualTime time) {
        this.time = time;
    }

    void error(long millis) {
        error = millis;
    }

    long error() {
        return error;
    }

    @Override
    public Instant instant() {
        return VirtualTime.START.plusMillis(time.now() + error);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
