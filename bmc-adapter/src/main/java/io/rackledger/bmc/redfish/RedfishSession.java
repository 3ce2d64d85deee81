package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcServices;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.BootSetting;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.redfish.BootOverride.Times;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerState;
import java.time.Instant;
import java.util.Optional;

/** One piece of work with one system behind a Redfish service. */
final class RedfishSession implements BmcSession {
    private final RedfishLink link;
    private final RedfishPower power;
    private final RedfishBoot boot;
    private final RedfishServices services;

    RedfishSession(RedfishLink link, SystemChoice choice) {
        RedfishWays ways = new RedfishWays(link, choice);
        this.link = link;
        this.power = new RedfishPower(link, ways);
        this.boot = new RedfishBoot(link, ways);
        this.services = new RedfishServices(link, ways);
    }

    @Override
    public String authority() {
        return link.authority();
    }

    @Override
    public BmcIdentity identity(Instant until) throws BmcTrouble {
        return power.identity(until);
    }

    @Override
    public PowerState readPower(Instant until) throws BmcTrouble {
        return power.read(until);
    }

    @Override
    public String press(Button button, Instant until) throws BmcTrouble {
        return power.press(button, until);
    }

    @Override
    public void setBootDevice(BootChoice choice, Instant until) throws BmcTrouble {
        String target = switch (choice.device()) {
            case PXE -> "Pxe";
            case DISK -> "Hdd";
        };
        override(new BootOverride(target, choice.persistent() ? Times.CONTINUOUS : Times.ONCE, choice.mode()), until);
    }

    @Override
    public BootSetting bootSetting(Instant until) throws BmcTrouble {
        return boot.told(until);
    }

    /** By which it speaks. */
    RedfishLink link() {
        return link;
    }

    /** Any target and mode that Redfish has. */
    void override(BootOverride wanted, Instant until) throws BmcTrouble {
        boot.set(wanted, until);
    }

    @Override
    public Optional<Instant> lastReset(Instant until) throws BmcTrouble {
        return power.lastReset(until);
    }

    @Override
    public Optional<BmcServices> services() {
        return Optional.of(services);
    }

    @Override
    public void close() {
        link.close();
    }
}
