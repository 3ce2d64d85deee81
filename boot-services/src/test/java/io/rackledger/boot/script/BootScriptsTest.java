package io.rackledger.boot.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.boot.LocalBoot;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.plan.BootPlanKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The scripts of all kinds of plans. */
final class BootScriptsTest {
    private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56");
    private static final NodeId NODE = NodeId.parse("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");
    private static final String TOKEN = "abcdefghijklmnopqrstuvwxyz234567";
    private static final String LONGEST_BASE = "http://" + "b".repeat(107) + ":65535";

    private static String network(BootPlanKind kind, String base, List<KernelArgument> arguments) {
        EphemeralSystem system = new EphemeralSystem(new FileName("vmlinuz"), new FileName("initrd.img"), arguments);
        HttpUrl self = HttpUrl.base(URI.create(base));
        BootTargets targets = new BootTargets(
                self.plus("/files/vmlinuz?t=" + TOKEN),
                self.plus("/files/initrd.img?t=" + TOKEN),
                self.plus("/nc/" + TOKEN + "/"),
                self.plus("/hook/" + TOKEN),
                new BeaconUrls(self, Optional.of("tftp://10.0.0.1"), TOKEN));
        BootScripts scripts = new BootScripts(system, self, Duration.ofSeconds(30));
        return new String(scripts.network(MAC, kind, NODE, targets), StandardCharsets.US_ASCII);
    }

    private static String commandLine(String script) {
        String kernel = script.lines()
                .filter(line -> line.startsWith("kernel "))
                .findFirst()
                .orElseThrow();
        return kernel.split(" ", 3)[2].replace(" || goto kernel-again", "");
    }

    @Test
    void reportsFromTheFirstStageAndFindsItsSeed() {
        String line = commandLine(network(BootPlanKind.INSPECT, "http://10.0.0.1:8481", List.of()));

        assertThat(line)
                .isEqualTo(
                        "initrd=initrd.img ip=dhcp BOOTIF=01-52-54-00-12-34-56 ds=nocloud-net;s=http://10.0.0.1:8481/nc/"
                                + TOKEN
                                + "/ cc:{'datasource_list': ['NoCloud','None'],'reporting':{'rackledger':{'type':'webhook',"
                                + "'endpoint':'http://10.0.0.1:8481/hook/" + TOKEN
                                + "','timeout':5,'retries':2}}}end_cc");
        assertThat(line.length()).isLessThan(400);
    }

    @ParameterizedTest
    @EnumSource(
            value = BootPlanKind.class,
            mode = Mode.EXCLUDE,
            names = {"LOCAL_DISK", "ENLIST", "HOLD"})
    void keepsEveryCommandLineUnder1024Bytes(BootPlanKind kind) {
        List<KernelArgument> most =
                List.of(new KernelArgument("console=" + "t".repeat(241)), new KernelArgument("b=" + "c".repeat(247)));

        assertThat(commandLine(network(kind, LONGEST_BASE, most)).length()).isLessThan(1024);
    }

    @Test
    void refusesArgumentsThatMakeTheCommandLineTooLong() {
        List<KernelArgument> arguments =
                List.of(new KernelArgument("a=" + "b".repeat(290)), new KernelArgument("c".repeat(290)));

        assertThatThrownBy(() -> network(BootPlanKind.CLEAN, LONGEST_BASE, arguments))
                .hasMessageContaining("kernel arguments of 584 bytes")
                .hasMessageContaining("at most 500");
    }

    @Test
    void tellsTheServerOfEachFetchThatFails() {
        String script = network(BootPlanKind.DEPLOY, "http://10.0.0.1:8481", List.of());

        assertThat(script).startsWith("#!ipxe\n");
        for (String step : List.of("kernel", "initrd", "start")) {
            String name = "/rackledger-beacon/52-54-00-12-34-56/" + step + "/${failure}/" + TOKEN;
            assertThat(script)
                    .contains(":no-" + step + "\nset failure ${errno} ||\n"
                            + "imgfetch --timeout 5000 --name beacon http://10.0.0.1:8481" + name
                            + " && goto again ||\n"
                            + "imgfetch --timeout 5000 --name beacon tftp://10.0.0.1" + name + " ||\ngoto again\n");
        }
    }

    @Test
    void goesToNoLabelThatIsNotThere() {
        BootScripts scripts =
                new BootScripts(EphemeralSystem.DEFAULT, new HttpUrl("http://10.0.0.1:8481"), Duration.ofSeconds(30));
        Stream.of(
                        network(BootPlanKind.RESCUE, "http://10.0.0.1:8481", List.of()),
                        new String(scripts.hold(MAC, NODE), StandardCharsets.US_ASCII),
                        new String(scripts.enlist(MAC), StandardCharsets.US_ASCII),
                        new String(scripts.localDisk(NODE, Optional.empty()), StandardCharsets.US_ASCII))
                .forEach(script -> script.lines()
                        .filter(line -> line.contains("goto "))
                        .forEach(line -> assertThat(script)
                                .contains("\n:"
                                        + line.substring(line.indexOf("goto ") + 5)
                                                .split(" ")[0] + "\n")));
    }

    @Test
    void spreadsTheMachinesThatWait() {
        BootScripts scripts =
                new BootScripts(EphemeralSystem.DEFAULT, new HttpUrl("http://10.0.0.1:8481"), Duration.ofSeconds(30));
        long different = Stream.iterate(0, i -> i + 1)
                .limit(50)
                .map(i -> MacAddress.parse("52:54:00:00:00:%02x".formatted(i)))
                .map(mac -> new String(scripts.enlist(mac), StandardCharsets.US_ASCII))
                .map(script ->
                        script.lines().filter(line -> line.startsWith("sleep ")).findFirst())
                .distinct()
                .count();

        assertThat(different).isGreaterThan(5);
    }

    private static String localDisk(String asked) {
        BootScripts scripts =
                new BootScripts(EphemeralSystem.DEFAULT, new HttpUrl("http://10.0.0.1:8481"), Duration.ofSeconds(30));
        return new String(scripts.localDisk(NODE, LocalBoot.parse(asked)), StandardCharsets.US_ASCII);
    }

    @Test
    void startsFromTheDiskAsTheNodeAsks() {
        String first = "sanboot --no-describe --drive 0x80 ||\n";
        assertThat(localDisk("")).endsWith("iseq ${platform} efi && exit 0 ||\n" + first + "exit 0\n");
        assertThat(localDisk("exit")).doesNotContain("sanboot", "iseq").endsWith("disk\nexit 0\n");
        assertThat(localDisk("sanboot")).doesNotContain("iseq").endsWith(first + "exit 0\n");
        assertThat(localDisk("efi:/EFI/debian/shimx64.efi"))
                .endsWith("sanboot --no-describe --drive 0 --filename \\EFI\\debian\\shimx64.efi ||\nexit 0\n");
    }
}
