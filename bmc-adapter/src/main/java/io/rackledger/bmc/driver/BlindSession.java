package io.rackledger.bmc.driver;

import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerState;
import java.time.Instant;
import java.util.Optional;

/**
 * A piece of work at a machine of which nothing can be read: what is pressed is requested, and never verified. Whether the machine came up is
 * known when it is heard of: by its boot requests and signs of life.
 */
public abstract class BlindSession implements BmcSession {
    private final String authority;

    /** @param authority by what the machine is known, for messages */
    protected BlindSession(String authority) {
        this.authority = authority;
    }

    @Override
    public final String authority() {
        return authority;
    }

    @Override
    public final boolean tellsPower() {
        return false;
    }

    /** There is nobody to ask. */
    @Override
    public final BmcIdentity identity(Instant until) {
        return new BmcIdentity("", "");
    }

    @Override
    public final PowerState readPower(Instant until) {
        return PowerState.UNKNOWN;
    }

    /** The machine boots in the order of its own firmware, which nobody here can change. */
    @Override
    public final void setBootDevice(BootChoice choice, Instant until) {}

    @Override
    public final Optional<Instant> lastReset(Instant until) {
        return Optional.empty();
    }

    /** Nothing is held. */
    @Override
    public final void close() {}
}
