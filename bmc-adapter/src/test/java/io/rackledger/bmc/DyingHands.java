package io.rackledger.bmc;

import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcDriver;
import io.rackledger.bmc.driver.BmcServices;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.Button;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerState;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that dies at its n-th dealing with the world, before or after it: from then on nothing of what it does reaches a BMC or the
 * log. A dealing is a question to a BMC, a button, or a signal.
 */
final class DyingHands {
    private final AtomicInteger left;
    private final boolean afterwards;
    private volatile boolean dead;

    DyingHands(int dealing, boolean afterwards) {
        this.left = new AtomicInteger(dealing);
        this.afterwards = afterwards;
    }

    /** The end of the process, as its threads meet it. */
    static final class Dead extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    boolean isDead() {
        return dead;
    }

    @FunctionalInterface
    private interface Dealing<T, X extends Exception> {
        T make() throws X;
    }

    private <T, X extends Exception> T deal(Dealing<T, X> dealing) throws X {
        if (dead) {
            throw new Dead();
        }
        boolean last = left.decrementAndGet() == 0;
        if (last && !afterwards) {
            dead = true;
            throw new Dead();
        }
        T done = dealing.make();
        if (last) {
            dead = true;
            throw new Dead();
        }
        return done;
    }

    SignalLog before(SignalLog log) {
        return signal -> {
            try {
                return deal(() -> log.report(signal));
            } catch (Dead e) {
                return new CompletableFuture<LogPosition>();
            }
        };
    }

    BmcDriver before(BmcDriver driver) {
        return new BmcDriver() {
            @Override
            public String name() {
                return driver.name();
            }

            @Override
            public BmcSession open(
                    BmcAddress address, Optional<Credential> credential, Optional<CertificateMemory> certificate)
                    throws BmcTrouble {
                return new Session(driver.open(address, credential, certificate));
            }
        };
    }

    private final class Session implements BmcSession {
        private final BmcSession session;

        Session(BmcSession session) {
            this.session = session;
        }

        @Override
        public String authority() {
            return session.authority();
        }

        @Override
        public BmcIdentity identity(Instant until) throws BmcTrouble {
            return deal(() -> session.identity(until));
        }

        @Override
        public PowerState readPower(Instant until) throws BmcTrouble {
            return deal(() -> session.readPower(until));
        }

        @Override
        public String press(Button button, Instant until) throws BmcTrouble {
            return deal(() -> session.press(button, until));
        }

        @Override
        public void setBootDevice(BootChoice choice, Instant until) throws BmcTrouble {
            deal(() -> {
                session.setBootDevice(choice, until);
                return choice;
            });
        }

        @Override
        public Optional<Instant> lastReset(Instant until) throws BmcTrouble {
            return deal(() -> session.lastReset(until));
        }

        @Override
        public Optional<BmcServices> services() {
            return session.services();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
