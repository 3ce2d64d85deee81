package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.redfish.quirks.Quirks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where the parts of one machine are on its BMC: the system, the manager beside it, the chassis around it. */
final class RedfishWays {
    private final RedfishLink link;
    private final SystemChoice choice;
    private @Nullable String system;
    /** Null until it was looked for. */
    private @Nullable Optional<String> manager;

    private @Nullable JsonNode managerBody;

    RedfishWays(RedfishLink link, SystemChoice choice) {
        this.link = link;
        this.choice = choice;
    }

    /** The system of the address; where that names none, the one that there is, or the one with the UUID or serial number of the address. */
    String system(Instant until) throws BmcTrouble {
        String known = system;
        if (known == null) {
            known = choice.path().isEmpty() ? found(until) : choice.path();
            system = known;
        }
        return known;
    }

    private String found(Instant until) throws BmcTrouble {
        String collection = link.root(until).collection("Systems").orElse(RedfishRoot.PATH + "Systems");
        List<String> all =
                RedfishRoot.members(link.get(collection, until).body().path("Members"));
        if (all.size() == 1 && choice.isFree()) {
            return all.getFirst();
        }
        List<String> seen = new ArrayList<>();
        for (String each : all) {
            JsonNode body = link.get(each, until).body();
            if (!choice.isFree() && choice.matches(body)) {
                return each;
            }
            seen.add(each + " (" + SystemChoice.words(body) + ")");
        }
        throw link.errors()
                .trouble(
                        FailureKind.REFUSED,
                        "has " + all.size() + " systems, and none is " + choice.words()
                                + "; let the BMC address name one: " + String.join(", ", seen));
    }

    RedfishAnswer readSystem(Instant until) throws BmcTrouble {
        return link.get(system(until), until);
    }

    /** The manager that manages the system; where the system does not tell, the first that there is. */
    String manager(Instant until) throws BmcTrouble {
        return knownManager(until).orElseThrow(() -> none("Managers"));
    }

    private Optional<String> knownManager(Instant until) throws BmcTrouble {
        if (manager == null) {
            List<String> told =
                    RedfishRoot.members(readSystem(until).body().path("Links").path("ManagedBy"));
            manager = told.isEmpty() ? firstOf("Managers", until) : Optional.of(told.getFirst());
        }
        return manager;
    }

    private Optional<String> firstOf(String collection, Instant until) throws BmcTrouble {
        Optional<String> path = link.root(until).collection(collection);
        return path.isEmpty()
                ? Optional.empty()
                : RedfishRoot.members(link.get(path.get(), until).body().path("Members")).stream()
                        .findFirst();
    }

    private BmcTrouble none(String collection) {
        return link.errors().trouble(FailureKind.UNSUPPORTED, "tells of no member of " + collection);
    }

    /** The manager as it was when it was first read. */
    JsonNode readManager(Instant until) throws BmcTrouble {
        JsonNode known = managerBody;
        if (known == null) {
            known = link.get(manager(until), until).body();
            managerBody = known;
        }
        return known;
    }

    /** The chassis in which the system is. */
    List<String> chassis(Instant until) throws BmcTrouble {
        List<String> told =
                RedfishRoot.members(readSystem(until).body().path("Links").path("Chassis"));
        return told.isEmpty() ? List.of(firstOf("Chassis", until).orElseThrow(() -> none("Chassis"))) : told;
    }

    /** All quirks, for which the manager's model and firmware must be known, where there is one. */
    Quirks quirks(Instant until) throws BmcTrouble {
        if (knownManager(until).isEmpty()) {
            return link.quirks(until);
        }
        JsonNode body = readManager(until);
        return link.quirks(
                body.path("Model").asString(""), body.path("FirmwareVersion").asString(""), until);
    }
}
