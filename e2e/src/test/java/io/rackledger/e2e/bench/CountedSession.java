package io.rackledger.e2e.bench;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.Button;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerState;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A session that counts how often the power was read, and how often that failed. */
record CountedSession(BmcSession session, LongAdder reads, LongAdder failures) implements BmcSession {
    @Override
    public String authority() {
        return session.authority();
    }

    @Override
    public BmcIdentity identity(Instant until) throws BmcTrouble {
        return session.identity(until);
    }

    @Override
    public PowerState readPower(Instant until) throws BmcTrouble {
        try {
            PowerState power = session.readPower(until);
            reads.increment();
            return power;
        } catch (BmcTrouble trouble) {
            failures.increment();
            throw trouble;
        }
    }

    @Override
    public String press(Button button, Instant until) throws BmcTrouble {
        return session.press(button, until);
    }

    @Override
    public void setBootDevice(BootChoice choice, Instant until) throws BmcTrouble {
        session.setBootDevice(choice, until);
    }

    @Override
    public Optional<Instant> lastReset(Instant until) throws BmcTrouble {
        return session.lastReset(until);
    }

    @Override
    public void close() {
        session.close();
    }
}
