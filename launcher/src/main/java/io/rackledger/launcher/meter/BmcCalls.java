package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.BmcDriver;
import io.rackledger.bmc.driver.BmcServices;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.BootSetting;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.EventEntry;
import io.rackledger.bmc.driver.Inventory;
import io.rackledger.bmc.driver.ProbeReport;
import io.rackledger.bmc.driver.SensorText;
import io.rackledger.bmc.driver.VirtualMedia;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Times what is asked of BMCs, by operation, outcome and kind of failure. */
public final class BmcCalls implements BmcDriver {
    private final BmcDriver driver;
    private final MeterRegistry registry;

    public BmcCalls(BmcDriver driver, MeterRegistry registry) {
        this.driver = driver;
        this.registry = registry;
    }

    @Override
    public String name() {
        return driver.name();
    }

    @Override
    public BmcSession open(BmcAddress address, Optional<Credential> credential, Optional<CertificateMemory> certificate)
            throws BmcTrouble {
        return new Session(driver.open(address, credential, certificate));
    }

    @Override
    public ProbeReport probe(
            BmcAddress address,
            Optional<Credential> credential,
            Optional<CertificateMemory> certificate,
            InstantSource clock,
            Instant until) {
        return driver.probe(address, credential, certificate, clock, until);
    }

    @Override
    public boolean hasConsole() {
        return driver.hasConsole();
    }

    @Override
    public BmcConsole console(
            BmcAddress address,
            Optional<Credential> credential,
            Optional<BmcIdentity> machine,
            BmcConsole.Busy busy,
            Duration patience)
            throws BmcTrouble {
        return timed("open-console", () -> driver.console(address, credential, machine, busy, patience));
    }

    @FunctionalInterface
    private interface Call<T> {
        T make() throws BmcTrouble;
    }

    private <T> T timed(String operation, Call<T> call) throws BmcTrouble {
        long begun = registry.config().clock().monotonicTime();
        String outcome = "fault";
        String failure = "none";
        try {
            T answer = call.make();
            outcome = "ok";
            return answer;
        } catch (BmcTrouble trouble) {
            outcome = "failed";
            failure = Meters.label(trouble.kind());
            throw trouble;
        } finally {
            Tags tags = Tags.of("operation", operation, "outcome", outcome, "failure", failure);
            Timer.builder("rackledger.bmc.operations")
                    .tags(tags)
                    .register(registry)
                    .record(registry.config().clock().monotonicTime() - begun, TimeUnit.NANOSECONDS);
        }
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
        public boolean tellsPower() {
            return session.tellsPower();
        }

        @Override
        public BmcIdentity identity(Instant until) throws BmcTrouble {
            return timed("identify", () -> session.identity(until));
        }

        @Override
        public PowerState readPower(Instant until) throws BmcTrouble {
            return timed("read-power", () -> session.readPower(until));
        }

        @Override
        public String press(Button button, Instant until) throws BmcTrouble {
            return timed("press-" + Meters.label(button), () -> session.press(button, until));
        }

        @Override
        public void setBootDevice(BootChoice choice, Instant until) throws BmcTrouble {
            timed("set-boot-device", () -> {
                session.setBootDevice(choice, until);
                return choice;
            });
        }

        @Override
        public BootSetting bootSetting(Instant until) throws BmcTrouble {
            return timed("read-boot-device", () -> session.bootSetting(until));
        }

        @Override
        public List<EventEntry> eventLog(int newest, Instant until) throws BmcTrouble {
            return timed("read-event-log", () -> session.eventLog(newest, until));
        }

        @Override
        public List<SensorText> sensors(Instant until) throws BmcTrouble {
            return timed("read-sensors", () -> session.sensors(until));
        }

        @Override
        public Inventory inventory(Instant until) throws BmcTrouble {
            return timed("read-inventory", () -> session.inventory(until));
        }

        @Override
        public VirtualMedia media(Instant until) throws BmcTrouble {
            return timed("read-media", () -> session.media(until));
        }

        @Override
        public void insertMedia(URI image, Instant until) throws BmcTrouble {
            timed("insert-media", () -> {
                session.insertMedia(image, until);
                return image;
            });
        }

        @Override
        public void ejectMedia(Instant until) throws BmcTrouble {
            timed("eject-media", () -> {
                session.ejectMedia(until);
                return true;
            });
        }

        @Override
        public String restartBmc(Instant until) throws BmcTrouble {
            return timed("restart-bmc", () -> session.restartBmc(until));
        }

        @Override
        public Optional<Instant> lastReset(Instant until) throws BmcTrouble {
            return timed("last-reset", () -> session.lastReset(until));
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
