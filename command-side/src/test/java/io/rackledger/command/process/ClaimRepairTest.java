package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.Reservation;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClaimRepairTest {
    private final World world = new World();

    private Optional<NodeId> holderForEver(ClaimKey key) {
        return world.log.claims().holder(key, world.clock.instant().plus(Duration.ofDays(365)));
    }

    @Test
    void confirmsWhatItsIntakeDiedBeforeConfirming() {
        NodeId node = world.enroll("n1");
        ClaimKey mac = ClaimKey.of(World.macOf("n1"));
        Instant now = world.clock.instant();
        world.log.claims().release(node, Set.of(mac), 1, now).join();
        Reservation wish = new Reservation(node, 1, now, now.plusSeconds(60));
        world.log
                .claims()
                .reserve(wish, Set.of(mac), former -> {
                    throw new AssertionError(former);
                })
                .join();
        world.settle();
        assertThat(holderForEver(mac)).isEmpty();
        world.advance(Duration.ofSeconds(31));
        assertThat(holderForEver(mac)).contains(node);
    }

    @Test
    void releasesWhatItsIntakeDiedBeforeReleasing() {
        NodeId node = world.enroll("n1");
        MacAddress mac = World.macOf("n1");
        world.command(node, new NodeCommand.RemovePort(mac));
        world.log
                .claims()
                .confirm(node, Set.of(ClaimKey.of(mac)), world.clock.instant())
                .join();
        world.advance(Duration.ofSeconds(31));
        assertThat(holderForEver(ClaimKey.of(mac))).isEmpty();
    }

    @Test
    void freesAllOfDeletedNodeAlsoAfterRestart() {
        NodeId node = world.enroll("n1");
        world.settle();
        world.stop();
        world.command(node, new NodeCommand.Delete());
        ClaimKey name = ClaimKey.ofName("n1");
        world.log.claims().confirm(node, Set.of(name), world.clock.instant()).join();
        world.clock.advance(Duration.ofMinutes(5));
        world.start();
        world.settle();
        assertThat(holderForEver(name)).isEmpty();
        assertThat(world.log.bootPlans().byMac(World.macOf("n1"))).isEmpty();
    }

    @Test
    void leavesTheClaimOfAnotherNodeAlone() {
        NodeId node = world.enroll("n1");
        MacAddress mac = World.macOf("n1");
        world.command(node, new NodeCommand.RemovePort(mac));
        NodeId other = world.enroll("n2");
        world.command(other, new NodeCommand.AddPort(mac));
        world.advance(Duration.ofMinutes(5));
        assertThat(holderForEver(ClaimKey.of(mac))).contains(other);
        assertThat(world.log.bootPlans().byMac(mac).orElseThrow().node()).isEqualTo(other);
    }
}
