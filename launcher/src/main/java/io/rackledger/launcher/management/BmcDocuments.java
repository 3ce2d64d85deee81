package io.rackledger.launcher.management;

import io.rackledger.bmc.driver.BootSetting;
import io.rackledger.bmc.driver.EventEntry;
import io.rackledger.bmc.driver.SensorText;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.PowerState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
