package io.rackledger.launcher.bmc;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.BootMode;
import io.rackledger.launcher.client.ApiClient;
import io.rackledger.launcher.management.BmcDocuments.BootDeviceDocument;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code bmc boot-device}. */
@Command(
        name = "boot-device",
        description = {
            "Tells what a BMC holds for the machine's next boot; with pxe or disk behind the node (or alone with --address), sets"
                    + " it.",
            "Of a node it is set by a command to the engine, which stands in the log. What is set with --address an engine"
                    + " does not know of. Exit codes as those of bmc probe."
        },
        sortOptions = false)
final class BmcBootDeviceCommand implements Callable<Integer> {
    private final Clock clock;

    @Mixin
    private WhichBmc bmc = new WhichBmc();

    @Option(names = "--persistent", description = "For all further boots; else for the next one.")
    private boolean persistent;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "For which firmware: ${COMPLETION-CANDIDATES}. Default: the node's property boot_mode; with"
                    + " --address the BMC is told nothing of it.")
    private @Nullable BootMode mode;

    BmcBootDeviceCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Optional<BootDevice> wanted = bmc.word().map(this::device);
        if (wanted.isEmpty() && (persistent || mode != null)) {
            throw bmc.wrong("--persistent and --mode belong to a device; add pxe or disk");
        }
        return bmc.ask(
                clock,
                (client, node) -> wanted.map(device -> set(client, node, device))
                        .orElseGet(() -> client.get(node + "/bmc/boot-device", Map.of())),
                (open, until) -> direct(open, wanted, until),
                bmc.printer()::one);
    }

    private BootDevice device(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "pxe" -> BootDevice.PXE;
            case "disk" -> BootDevice.DISK;
            default -> throw bmc.wrong("device '" + word + "' is not known; use pxe or disk");
        };
    }

    private JsonNode set(ApiClient client, String node, BootDevice device) {
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("device", device.name().toLowerCase(Locale.ROOT))
                .put("persistent", persistent);
        if (mode != null) {
            body.put("mode", mode.name().toLowerCase(Locale.ROOT));
        }
        return client.post(node + "/boot-device", body.toString(), "");
    }

    private BootDeviceDocument direct(BmcSession open, Optional<BootDevice> wanted, Instant until) throws BmcTrouble {
        if (wanted.isPresent()) {
            open.setBootDevice(new BootChoice(wanted.get(), persistent, Optional.ofNullable(mode)), until);
        }
        return BootDeviceDocument.of(open.authority(), open.bootSetting(until));
    }
}
