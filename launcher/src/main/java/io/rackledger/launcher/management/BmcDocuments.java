package io.rackledger.launcher.management;

import io.rackledger.bmc.console.Consoles;
import io.rackledger.bmc.driver.BootSetting;
import io.rackledger.bmc.driver.EventEntry;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.ProbeReport;
import io.rackledger.bmc.driver.SensorText;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.PowerState;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What BMCs tell, as the API and {@code -o json} show it. {@code bmc} is host and port of the BMC. */
public final class BmcDocuments {
    private BmcDocuments() {}

    /** @param power on, off or unknown */
    public record PowerDocument(String bmc, String power) {
        public static PowerDocument of(String bmc, PowerState power) {
            return new PowerDocument(bmc, word(power));
        }
    }

    /**
     * What the BMC holds for the next boot.
     *
     * @param device none where the machine's own order holds
     * @param persistent for all further boots, not only the next one
     * @param mode uefi or bios; absent where the BMC does not tell
     */
    public record BootDeviceDocument(String bmc, String device, boolean persistent, Optional<String> mode) {
        public static BootDeviceDocument of(String bmc, BootSetting held) {
            return new BootDeviceDocument(
                    bmc,
                    Text.shorten(held.device()),
                    held.persistent(),
                    held.mode().map(BmcDocuments::word));
        }
    }

    /** The newest records of the BMC's event log, oldest of them first. */
    public record EventLogDocument(String bmc, List<Entry> entries) {
        /**
         * One record.
         *
         * @param at by the BMC's clock; absent where the record has no time
         * @param raw as the BMC gave it
         */
        public record Entry(String id, Optional<Instant> at, String words, String raw) {}

        public static EventLogDocument of(String bmc, List<EventEntry> entries) {
            return new EventLogDocument(
                    bmc,
                    entries.stream()
                            .map(each -> new Entry(
                                    Text.printable(each.id()),
                                    each.at(),
                                    Text.printable(each.words()),
                                    Text.printable(each.raw())))
                            .toList());
        }
    }

    /** What the BMC's sensors read now. */
    public record SensorsDocument(String bmc, List<Sensor> sensors) {
        /** @param reading value with its unit, or the states that hold; {@code no reading} where there is none */
        public record Sensor(String name, String type, String reading) {}

        public static SensorsDocument of(String bmc, List<SensorText> sensors) {
            return new SensorsDocument(
                    bmc,
                    sensors.stream()
                            .map(each -> new Sensor(
                                    Text.printable(each.name()),
                                    Text.printable(each.type()),
                                    Text.printable(each.reading())))
                            .toList());
        }
    }

    /**
     * A walk through the stages of a login.
     *
     * @param stages in their order, up to the one that failed
     * @param facts what the BMC told, by name
     * @param code OK, or the kind of the first failure
     */
    public record ProbeDocument(String address, List<Stage> stages, Map<String, String> facts, String code) {
        /** @param trouble the BMC's answer in words; empty where it went well */
        public record Stage(String stage, String trouble, long millis) {}

        public static ProbeDocument of(ProbeReport found) {
            Map<String, String> facts = new LinkedHashMap<>();
            found.facts().forEach((name, value) -> facts.put(name, Text.printable(value)));
            return new ProbeDocument(
                    found.address(),
                    found.stages().stream()
                            .map(step -> new Stage(step.stage(), Text.printable(step.trouble()), step.millis()))
                            .toList(),
                    facts,
                    found.failure().map(FailureKind::name).orElse("OK"));
        }
    }

    /** @param from place in what the console says, from which the reader goes on */
    public record OpenedDocument(String bmc, long from) {}

    /**
     * A part of what a console said, as it came.
     *
     * @param from place of the first byte; later than asked for where those before are forgotten
     * @param next place from which to go on
     * @param output Base64
     * @param ended why nothing follows any more; empty where more may follow
     */
    public record HeardDocument(long from, long next, String output, String ended) {
        public static HeardDocument of(Consoles.Heard heard) {
            return new HeardDocument(
                    heard.from(),
                    heard.from() + heard.characters().length,
                    Base64.getEncoder().encodeToString(heard.characters()),
                    Text.printable(heard.ended()));
        }
    }

    /** @param done whether there was a console to do it with */
    public record ConsoleDoneDocument(boolean done) {}

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
