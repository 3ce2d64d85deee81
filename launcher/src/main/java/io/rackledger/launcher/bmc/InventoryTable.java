package io.rackledger.launcher.bmc;

import io.rackledger.launcher.client.Column;
import io.rackledger.launcher.client.Output;
import io.rackledger.launcher.client.Printer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows an inventory to people: what there is one of a line each, then a table of each kind of part. */
final class InventoryTable {
    private static final List<Map.Entry<String, String>> FACTS = List.of(
            Map.entry("manufacturer", "manufacturer"),
            Map.entry("model", "model"),
            Map.entry("serial", "serial number"),
            Map.entry("uuid", "UUID"),
            Map.entry("biosVersion", "firmware"),
            Map.entry("bmcModel", "BMC"),
            Map.entry("bmcVersion", "BMC's firmware"));

    private static final Column SIZE = new Column("SIZE", "/size");
    private static final List<Column> PROCESSORS = List.of(
            new Column("PROCESSOR", "/slot", 24),
            new Column("MODEL", "/model", 48),
            new Column("CORES", "/cores"),
            new Column("THREADS", "/threads"));
    private static final List<Column> MODULES =
            List.of(new Column("MEMORY", "/slot", 24), new Column("TYPE", "/type", 16), SIZE);
    private static final List<Column> NICS =
            List.of(new Column("NETWORK", "/name", 24), new Column("MAC", "/mac"), new Column("MBIT/S", "/speed"));
    private static final List<Column> DRIVES = List.of(
            new Column("DRIVE", "/name", 24),
            new Column("MODEL", "/model", 40),
            new Column("SERIAL", "/serial", 24),
            SIZE,
            new Column("MEDIA", "/media", 8),
            new Column("PROTOCOL", "/protocol", 8),
            new Column("HEALTH", "/health", 10));

    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final int DECIMAL = 1_000;
    private static final int BINARY = 1_024;

    private InventoryTable() {}

    /** As the user asked. */
    static void show(WhichBmc bmc, JsonNode found) {
        Printer printer = bmc.printer();
        if (bmc.engine().output() != Output.table) {
            printer.one(found);
            return;
        }
        FACTS.forEach(
                fact -> fact(printer, fact.getValue(), found.path(fact.getKey()).asString("")));
        long memory = found.path("memory").asLong(0);
        fact(printer, "memory", memory == 0 ? "" : size(memory, BINARY));
        table(printer, found.path("processors"), PROCESSORS, DECIMAL);
        table(printer, found.path("modules"), MODULES, BINARY);
        table(printer, found.path("nics"), NICS, DECIMAL);
        table(printer, found.path("drives"), DRIVES, DECIMAL);
        if (!found.path("complete").asBoolean(true)) {
            printer.line("");
            printer.line("not all parts are told in the machine's present state, or by this protocol");
        }
    }

    private static void fact(Printer printer, String name, String value) {
        if (!value.isEmpty()) {
            printer.line("%-15s %s".formatted(name + ":", value));
        }
    }

    private static void table(Printer printer, JsonNode rows, List<Column> columns, int unit) {
        if (rows.isEmpty()) {
            return;
        }
        ArrayNode shown = JsonMapper.shared().createArrayNode();
        for (JsonNode row : rows) {
            ObjectNode copy = (ObjectNode) row.deepCopy();
            long bytes = row.path("size").asLong(0);
            shown.add(copy.put("size", bytes == 0 ? "" : size(bytes, unit)));
        }
        printer.line("");
        printer.list(rows, shown, columns);
    }

    /** In the largest unit of which there is at least one: memory is counted in powers of 1024, drives in those of 1000. */
    static String size(long bytes, int unit) {
        double value = bytes;
        int at = 0;
        while (value >= unit && at < UNITS.size() - 1) {
            value /= unit;
            at++;
        }
        String number = value >= 10 || at == 0 ? "%.0f" : "%.1f";
        String name = UNITS.get(at);
        return String.format(Locale.ROOT, number, value) + " "
                + (unit == BINARY && at > 0 ? name.substring(0, 1).toUpperCase(Locale.ROOT) + "iB" : name);
    }
}
