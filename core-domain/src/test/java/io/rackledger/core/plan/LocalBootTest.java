package io.rackledger.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.LocalBoot;
import io.rackledger.core.boot.LocalBootMethod;
import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Given;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeDecider;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.RefusalCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a node starts from its disk, as its property says. */
final class LocalBootTest {
    private static final NodeAttributes PLAIN =
            NodeStories.in(ProvisionState.ACTIVE).node().attributes();

    private static NodeAttributes asking(String text) {
        return PLAIN.withProperties(Map.of("local_boot", text));
    }

    @Test
    void isPublishedWithTheBootPlan() {
        Node node = NodeStories.in(ProvisionState.ACTIVE).node();
        assertThat(BootPlanner.of(node, 1, NodeStories.POLICY).localBoot()).isEmpty();
        assertThat(LocalBoot.of(asking("efi:/EFI/debian/shimx64.efi").properties()))
                .contains(new LocalBoot(LocalBootMethod.EFI_PATH, "/EFI/debian/shimx64.efi"));
        assertThat(LocalBoot.of(asking("not-found").properties()))
                .contains(new LocalBoot(LocalBootMethod.NOT_FOUND, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"disk", "EXIT", "efi:", "efi:/a b", "efi:/../x", "efi:/EFI/${x}", "efi:EFI/x", "exit\nreboot"})
    void isRefusedWhereItIsNotKnown(String text) {
        Node node = NodeStories.in(ProvisionState.ACTIVE).node();
        NodeCommand command = new NodeCommand.ChangeAttributes(asking(text));
        Decision decision = NodeDecider.decide(node, command, new Given(node.stateSince(), NodeStories.POLICY));

        assertThat(decision.toString())
                .contains(RefusalCode.ARGUMENT_INVALID.name(), "properties.local_boot", "sanboot");
    }
}
