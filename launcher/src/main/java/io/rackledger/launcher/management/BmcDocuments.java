package io.rackledger.launcher.management;

import io.rackledger.bmc.console.Consoles;
import io.rackledger.bmc.driver.BootSetting;
import io.rackledger.bmc.driver.EventEntry;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Inventory;
import io.rackledger.bmc.driver.ProbeReport;
import io.rackledger.bmc.driver.SensorText;
import io.rackledger.bmc.driver.VirtualMedia;
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

    /**
     * The machine as its BMC tells it; a text is empty and a number 0 where it tells nothing.
     *
     * @param memory all of it, in bytes
     * @param complete whether all parts can be told now: many BMCs tell no network cards while the machine is off, and IPMI tells no parts
     */
    public record InventoryDocument(
            String bmc,
            String manufacturer,
            String model,
            String serial,
            String uuid,
            String biosVersion,
            String bmcModel,
            String bmcVersion,
            long memory,
            List<Processor> processors,
            List<Module> modules,
            List<Nic> nics,
            List<Drive> drives,
            boolean complete) {
        public record Processor(String slot, String model, int cores, int threads) {}

        /** @param size in bytes */
        public record Module(String slot, String type, long size) {}

        /** @param speed of the link in Mbit/s, 0 while there is none */
        public record Nic(String name, String mac, int speed) {}

        /** @param size in bytes */
        public record Drive(
                String name, String model, String serial, long size, String media, String protocol, String health) {}

        public static InventoryDocument of(String bmc, Inventory told) {
            return new InventoryDocument(
                    bmc,
                    Text.printable(told.manufacturer()),
                    Text.printable(told.model()),
                    Text.printable(told.serial()),
                    Text.printable(told.uuid()),
                    Text.printable(told.biosVersion()),
                    Text.printable(told.bmcModel()),
                    Text.printable(told.bmcVersion()),
                    told.memoryBytes(),
                    told.processors().stream()
                            .map(each -> new Processor(
                                    Text.printable(each.slot()),
                                    Text.printable(each.model()),
                                    each.cores(),
                                    each.threads()))
                            .toList(),
                    told.memory().stream()
                            .map(each ->
                                    new Module(Text.printable(each.slot()), Text.printable(each.type()), each.bytes()))
                            .toList(),
                    told.nics().stream()
                            .map(each -> new Nic(Text.printable(each.name()), Text.printable(each.mac()), each.mbps()))
                            .toList(),
                    told.drives().stream().map(InventoryDocument::drive).toList(),
                    told.complete());
        }

        private static Drive drive(Inventory.Drive told) {
            return new Drive(
                    Text.printable(told.name()),
                    Text.printable(told.model()),
                    Text.printable(told.serial()),
                    told.bytes(),
                    Text.printable(told.mediaType()),
                    Text.printable(told.protocol()),
                    Text.printable(told.health()));
        }
    }

    /** @param image what is in the BMC's virtual CD drive, as it tells it; absent where nothing is */
    public record MediaDocument(String bmc, boolean inserted, Optional<String> image) {
        public static MediaDocument of(String bmc, VirtualMedia found) {
            return new MediaDocument(bmc, found.image().isPresent(), found.shown());
        }
    }

    /** @param answer the BMC's, in words */
    public record RestartDocument(String bmc, String answer) {}

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
