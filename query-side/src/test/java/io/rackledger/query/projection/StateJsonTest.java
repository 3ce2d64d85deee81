package io.rackledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Hold;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.InstanceInfo;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeFold;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.query.Rack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Run with -Drackledger.rewrite=true to write the golden file anew, and raise {@link StateJson#FORM} then. */
final class StateJsonTest {
    private static final Path GOLDEN = Path.of(
            System.getProperty("rackledger.root", ".."),
            "query-side/src/test/resources/io/rackledger/query/projection/states-form-" + StateJson.FORM + ".json");

    private final InMemoryLog log = new InMemoryLog();
    private final Rack rack = new Rack(log.nodeLog(), log.nodeStates(), log.signals());

    private List<NodeState> states() {
        List<NodeState> states = new ArrayList<>(List.of(new NodeState.Unknown()));
        states.add(state(rack.inspectFailed(1, "failed-1")));
        NodeId held = rack.inspectWait(2, "held-2");
        rack.command(
                held,
                new NodeCommand.PlaceHold(new Hold(
                        new HoldId("h1"),
                        "a \"quoted\" reason, ünïcode",
                        HoldCategory.HARDWARE,
                        HoldScope.NO_OPERATIONS,
                        true,
                        "ada",
                        rack.now())));
        states.add(state(held));
        NodeId asked = rack.enroll(3, "asked-3");
        rack.act(asked, ProvisionVerb.MANAGE);
        states.add(state(asked));
        InstanceInfo instance = new InstanceInfo(
                "vm-1", "http://10.0.0.1/i.img", Optional.of(Digest.of(new byte[1])), Optional.empty(), 7);
        states.add(NodeFold.evolve(state(asked), new NodeEvent.InstanceAssigned(rack.now(), instance)));
        rack.command(rack.enroll(4, "gone-4"), new NodeCommand.Delete());
        states.add(state(Rack.id(4)));
        return states;
    }

    private NodeState state(NodeId node) {
        return log.nodeStates().current(node).state();
    }

    @Test
    void readsBackWhatItWrote() {
        for (NodeState state : states()) {
            assertThat(StateJson.read("n", StateJson.write(state))).isEqualTo(state);
        }
    }

    @Test
    void keepsTheFormThatIsStoredInDatabases() throws IOException {
        String written =
                String.join("\n", states().stream().map(StateJson::write).toList()) + "\n";
        if (Boolean.getBoolean("rackledger.rewrite")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, written);
        }
        assertThat(written)
                .as("the form of stored states has changed: raise StateJson.FORM and write the golden file anew")
                .isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void namesTheNodeWhoseStateItCannotRead() {
        assertThatThrownBy(() -> StateJson.read("n7", "{\"is\":\"node\",\"colour\":1}"))
                .isInstanceOf(StateJson.UnreadableState.class)
                .hasMessageContaining("n7");
    }
}
