package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcServices;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Inventory;
import io.rackledger.bmc.driver.LogLine;
import io.rackledger.bmc.driver.SensorValue;
import io.rackledger.bmc.driver.VirtualMedia;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a Redfish service has beside the system's power and boot device. */
final class RedfishServices implements BmcServices {
    private static final String RESET = "#Manager.Reset";
    /** The ones that end no work of the BMC's own half-way come first. */
    private static final List<String> RESET_TYPES = List.of("GracefulRestart", "ForceRestart");

    private final RedfishLink link;
    private final RedfishWays ways;
    private final RedfishMedia media;

    RedfishServices(RedfishLink link, RedfishWays ways) {
        this.link = link;
        this.ways = ways;
        this.media = new RedfishMedia(link, ways);
    }

    @Override
    public Inventory inventory(Instant until) throws BmcTrouble {
        return new RedfishParts(link, ways).read(until);
    }

    @Override
    public List<SensorValue> sensors(Instant until) throws BmcTrouble {
        return new RedfishSensors(link, ways).read(until);
    }

    @Override
    public List<LogLine> log(int most, Instant until) throws BmcTrouble {
        return new RedfishLogs(link, ways).read(most, until);
    }

    @Override
    public VirtualMedia media(Instant until) throws BmcTrouble {
        return media.told(until);
    }

    @Override
    public void insertMedia(URI image, Instant until) throws BmcTrouble {
        media.insert(image, until);
    }

    @Override
    public void ejectMedia(Instant until) throws BmcTrouble {
        media.eject(until);
    }

    @Override
    public String restart(Instant until) throws BmcTrouble {
        JsonNode action = ways.readManager(until).path("Actions").path(RESET);
        String target = action.path("target").asString(ways.manager(until) + "/Actions/Manager.Reset");
        List<String> allowed = RedfishPower.allowed(link, action, until);
        String type = RESET_TYPES.stream()
                .filter(each -> allowed.isEmpty() || allowed.contains(each))
                .findFirst()
                .orElse(RESET_TYPES.getLast());
        return RedfishPower.reset(link, target, type, until);
    }

    @Override
    public String subscribe(URI destination, String context, Instant until) throws BmcTrouble {
        return new RedfishEvents(link).subscribe(destination.toString(), context, until);
    }

    @Override
    public boolean isSubscribed(String subscription, URI destination, Instant until) throws BmcTrouble {
        return new RedfishEvents(link).isSubscribed(subscription, destination.toString(), until);
    }

    @Override
    public void unsubscribe(String subscription, Instant until) throws BmcTrouble {
        new RedfishEvents(link).unsubscribe(subscription, until);
    }
}
