package io.rackledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.node.NodeCommand.Act;
import io.rackledger.core.node.NodeCommand.ChangeAttributes;
import io.rackledger.core.node.NodeCommand.RequestBootDevice;
import io.rackledger.core.node.NodeCommand.RequestPower;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** For which firmware a boot device is asked for. */
final class BootModeTest {
    private static NodeStories node(String mode) {
        NodeStories story = NodeStories.in(ProvisionState.MANAGEABLE);
        story.acceptNow(
                new ChangeAttributes(story.node().attributes().withProperties(Map.of(BootMode.PROPERTY, mode))));
        return story;
    }

    private static Optional<BootMode> asked(NodeStories story) {
        return story.node().pendingPower().orElseThrow().bootMode();
    }

    @Test
    void isThatOfTheNodesProperties() {
        NodeStories story = node("uefi");
        story.acceptNow(new RequestBootDevice(BootDevice.PXE, false));
        assertThat(asked(story)).contains(BootMode.UEFI);
    }

    @Test
    void isTheOneThatTheOperatorNames() {
        NodeStories story = node("uefi");
        story.acceptNow(new RequestBootDevice(BootDevice.PXE, false, Optional.of(BootMode.BIOS)));
        assertThat(asked(story)).contains(BootMode.BIOS);
    }

    @Test
    void goesWithTheStartOfAnAttempt() {
        NodeStories story = node("uefi");
        story.acceptNow(new Act(ProvisionVerb.INSPECT, new VerbArguments.None()));
        assertThat(story.node().pendingPower().orElseThrow().bootDevice()).contains(BootDevice.PXE);
        assertThat(asked(story)).contains(BootMode.UEFI);
    }

    @Test
    void isOfNoAccountWhereNoDeviceIsSet() {
        NodeStories story = node("uefi");
        story.acceptNow(new RequestPower(PowerAction.ON));
        assertThat(asked(story)).isEmpty();
    }

    @Test
    void isNotKnownWhereThePropertiesSaySomethingElse() {
        assertThat(BootMode.of(new TreeMap<>())).isEmpty();
        assertThat(BootMode.of(new TreeMap<>(Map.of("boot_mode", "coreboot")))).isEmpty();
        assertThat(BootMode.of(new TreeMap<>(Map.of("boot_mode", "bios")))).contains(BootMode.BIOS);
    }
}
