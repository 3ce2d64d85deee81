package io.rackledger.launcher.bmc;

import io.rackledger.bmc.driver.VirtualMedia;
import io.rackledger.launcher.management.BmcDocuments.MediaDocument;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

/** The commands {@code bmc media}. */
final class BmcMediaCommands {
    private static final String PATH = "/bmc/media";
    private static final String RECORDED =
            "Of a node it stands in the timeline, with who asked, before it is done. Exit codes as those of bmc probe.";

    private BmcMediaCommands() {}

    @Command(
            name = "media",
            description = "A BMC's virtual CD drive: what is in it, and what is put there. By Redfish; IPMI has none.")
    private static final class MediaGroup {}

    static CommandLine media(Clock clock) {
        CommandLine show = PlainBmcCommand.of(
                clock,
                (client, node) -> client.get(node + PATH, Map.of()),
                (open, until) -> MediaDocument.of(open.authority(), open.media(until)),
                "Tells what is in a BMC's virtual CD drive. Changes nothing. Exit codes as those of bmc probe.");
        CommandLine eject = PlainBmcCommand.of(
                clock,
                (client, node) -> client.delete(node + PATH, ""),
                (open, until) -> {
                    open.ejectMedia(until);
                    return MediaDocument.of(open.authority(), open.media(until));
                },
                "Takes out what is in a BMC's virtual CD drive.",
                RECORDED);
        return new CommandLine(new MediaGroup())
                .addSubcommand("show", show)
                .addSubcommand(new Insert(clock))
                .addSubcommand("eject", eject);
    }

    @Command(
            name = "insert",
            description = {
                "Puts an ISO image into a BMC's virtual CD drive, in place of any other: bmc media insert NODE URL. The BMC itself"
                        + " must be able to reach the URL. The machine boots from it only if it is told to.",
                RECORDED
            },
            sortOptions = false)
    private static final class Insert implements Callable<Integer> {
        private final Clock clock;

        @Mixin
        private WhichBmc bmc = new WhichBmc();

        Insert(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Integer call() {
            URI image = image();
            String body = JsonMapper.shared()
                    .createObjectNode()
                    .put("image", image.toString())
                    .toString();
            return bmc.ask(
                    clock,
                    (client, node) -> client.post(node + PATH, body, ""),
                    (open, until) -> {
                        open.insertMedia(image, until);
                        return MediaDocument.of(open.authority(), open.media(until));
                    },
                    bmc.printer()::one);
        }

        private URI image() {
            String url = bmc.word()
                    .orElseThrow(() -> bmc.wrong(
                            "the image is missing; add its URL behind the node, or alone with" + " --address"));
            try {
                return VirtualMedia.imageAt(url);
            } catch (IllegalArgumentException e) {
                throw bmc.wrong(String.valueOf(e.getMessage()));
            }
        }
    }
}
