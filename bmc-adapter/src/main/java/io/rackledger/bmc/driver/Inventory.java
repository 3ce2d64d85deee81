package io.rackledger.bmc.driver;

import java.util.List;

/**
 * What a BMC tells of its machine. A text is empty, and a number 0, where it tells nothing.
 *
 * @param uuid in lower case; without dashes where the BMC tells 16 bytes, about whose order makers differ
 * @param biosVersion of the machine's own firmware
 * @param bmcModel the BMC itself, with the version of its firmware
 * @param memoryBytes all of it
 * @param complete whether all parts can be told in the machine's present state: many BMCs tell no network cards while it is off, and IPMI
 *     tells no parts at all
 */
public record Inventory(
        String manufacturer,
        String model,
        String serial,
        String uuid,
        String biosVersion,
        String bmcModel,
        String bmcVersion,
        long memoryBytes,
        List<Processor> processors,
        List<MemoryModule> memory,
        List<Nic> nics,
        List<Drive> drives,
        boolean complete) {
    public Inventory {
        processors = List.copyOf(processors);
        memory = List.copyOf(memory);
        nics = List.copyOf(nics);
        drives = List.copyOf(drives);
    }

    /** A socket with a processor in it. */
    public record Processor(String slot, String model, int cores, int threads) {}

    /** A module of memory. */
    public record MemoryModule(String slot, String type, long bytes) {}

    /**
     * A port of a network card.
     *
     * @param mac in lower case with colons, as the BMC tells it
     * @param mbps speed of the link, 0 while there is none
     */
    public record Nic(String name, String mac, int mbps) {}

    /**
     * A drive.
     *
     * @param mediaType for example {@code SSD} or {@code HDD}
     * @param protocol for example {@code NVMe}, {@code SATA} or {@code SAS}
     * @param health {@code OK}, {@code Warning} or {@code Critical}
     */
    public record Drive(
            String name, String model, String serial, long bytes, String mediaType, String protocol, String health) {}
}
