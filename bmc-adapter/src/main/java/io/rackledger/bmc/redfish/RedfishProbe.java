package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootSetting;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.ProbeReport;
import io.rackledger.bmc.driver.ProbeReport.Step;
import io.rackledger.core.node.PowerState;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Goes to a Redfish service step by step, logs in, asks it three harmless questions and logs out. Changes nothing on it. */
final class RedfishProbe {
    private final RedfishDoor door;
    private final RedfishLink link;
    private final RedfishWays ways;
    private final InstantSource clock;
    private final Supplier<Instant> until;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private Optional<FailureKind> failure = Optional.empty();
    private boolean connected;

    /** @param until when a stage that begins now must be over */
    RedfishProbe(
            RedfishDoor door, RedfishLink link, SystemChoice choice, InstantSource clock, Supplier<Instant> until) {
        this.door = door;
        this.link = link;
        this.ways = new RedfishWays(link, choice);
        this.clock = clock;
        this.until = until;
    }

    ProbeReport run(String address) {
        try {
            reach();
            enter();
            questions();
        } catch (BmcTrouble e) {
            failure = Optional.of(e.kind());
        } finally {
            link.close();
        }
        return new ProbeReport(address, steps, facts, failure);
    }

    private void reach() throws BmcTrouble {
        RedfishPlace place = door.place();
        try (door) {
            InetAddress host = stage("finding its IP address", door::resolve);
            facts.put("IP address", host.getHostAddress());
            stage("connecting to TCP port " + place.port(), by -> {
                door.connect(host, by);
                return true;
            });
            connected = true;
            if (place.isSecured()) {
                facts.putAll(stage("agreeing on TLS, and whether its certificate is believed", door::secure));
            }
        } catch (IOException e) {
            throw link.errors().unreachable("could not be let go: " + e.getMessage());
        }
    }

    private void enter() throws BmcTrouble {
        JsonNode root = stage("reading the service root", link::root).body();
        told("Redfish", root.path("RedfishVersion"));
        told("vendor", root.path("Vendor"));
        told("product", root.path("Product"));
        facts.put("login", stage("logging in", link::login));
        JsonNode system = stage("choosing the system", by -> {
                    facts.put("system", ways.system(by));
                    return ways.readSystem(by);
                })
                .body();
        told("model", system.path("Model"));
        told("serial number", system.path("SerialNumber"));
    }

    private void questions() throws BmcTrouble {
        PowerState power = stage("reading the power state", new RedfishPower(link, ways)::read);
        facts.put(
                "power",
                switch (power) {
                    case ON -> "on";
                    case OFF -> "off";
                    case UNKNOWN -> "not told";
                });
        question("reading the manager, which is the BMC itself", by -> {
            JsonNode manager = ways.readManager(by);
            told("BMC", manager.path("Model"));
            told("firmware", manager.path("FirmwareVersion"));
        });
        question("reading the boot device", by -> {
            BootSetting boot = new RedfishBoot(link, ways).told(by);
            facts.put("boot override", boot.words());
        });
    }

    private void told(String name, JsonNode value) {
        String words = value.asString("").strip();
        if (!words.isEmpty()) {
            facts.put(name, words);
        }
    }

    private interface Work<T> {
        T by(Instant until) throws BmcTrouble;
    }

    /** Without which nothing more can be done. */
    private <T> T stage(String name, Work<T> work) throws BmcTrouble {
        long began = clock.millis();
        try {
            T found = work.by(until.get());
            steps.add(new Step(name, "", clock.millis() - began));
            return found;
        } catch (BmcTrouble e) {
            steps.add(new Step(name, e.detail(), clock.millis() - began));
            throw kind(e) == e.kind() ? e : new BmcTrouble(kind(e), e.stage(), e.status(), e.detail());
        }
    }

    private interface Question {
        void ask(Instant until) throws BmcTrouble;
    }

    /** One that the BMC refuses is told, and the others go on; silence ends the walk. */
    private void question(String name, Question question) throws BmcTrouble {
        try {
            stage(name, by -> {
                question.ask(by);
                return true;
            });
        } catch (BmcTrouble e) {
            if (e.kind() == FailureKind.SILENT) {
                throw e;
            }
            if (failure.isEmpty() && e.kind() != FailureKind.UNSUPPORTED) {
                failure = Optional.of(e.kind());
            }
        }
    }

    /** Who has let us connect is reachable, and does not answer. */
    private FailureKind kind(BmcTrouble e) {
        return connected && e.kind() == FailureKind.UNREACHABLE ? FailureKind.SILENT : e.kind();
    }
}
