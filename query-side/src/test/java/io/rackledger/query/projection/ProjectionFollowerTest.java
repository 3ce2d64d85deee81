package io.rackledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.query.Projecting;
import io.rackledger.query.Rack;
import io.rackledger.query.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProjectionFollowerTest {
    private final TestDatabase database = TestDatabase.fresh();
    private final InMemoryLog log = new InMemoryLog();
    private final Rack rack = new Rack(log.nodeLog(), log.nodeStates(), log.signals());

    @AfterEach
    void close() {
        database.close();
    }

    private Projecting projecting() {
        return new Projecting(log.feed(), database.dataSource()).caughtUp();
    }

    private void history() {
        rack.inspectFailed(1, "web-1");
        rack.inspectWait(2, "web-2");
        NodeId third = rack.manageable(3, "web-3");
        rack.act(third, ProvisionVerb.PROVIDE);
        NodeId fourth = rack.enroll(4, "web-4");
        rack.command(fourth, new NodeCommand.RemovePort(Rack.mac(4)));
        rack.command(fourth, new NodeCommand.AddPort(Rack.mac(40)));
        rack.command(rack.enroll(5, "web-5"), new NodeCommand.Delete());
    }

    @Test
    void keepsOneRowPerNodeWithItsStateWaitAndFailure() {
        history();
        try (Projecting _ = projecting()) {
            List<Map<String, Object>> rows = database.client()
                    .sql("select name, state, wait_subject, failure, deleted from nodes order by name")
                    .query()
                    .listOfRows();
            assertThat(rows)
                    .extracting(row -> row.get("name") + "|" + row.get("state") + "|" + row.get("wait_subject") + "|"
                            + row.get("failure") + "|" + row.get("deleted"))
                    .containsExactly(
                            "web-1|inspect failed|operator|NO_METADATA_FETCH|false",
                            "web-2|inspect wait|machine|null|false",
                            "web-3|cleaning|bmc|null|false",
                            "web-4|enroll|null|null|false",
                            "web-5|enroll|null|null|true");
        }
    }

    @Test
    void rebuildsAnEqualDatabaseAfterItWasDroppedWhileStopped() {
        history();
        Map<String, List<String>> before;
        try (Projecting _ = projecting()) {
            before = database.dump();
        }
        database.drop();
        try (Projecting _ = new Projecting(log.feed(), database.dataSource(), 3).caughtUp()) {
            assertThat(database.dump()).isEqualTo(before);
        }
        assertThat(before.get("nodes")).hasSize(5);
        assertThat(before.get("signals")).hasSize(2);
    }

    /** There is no node to show yet, but its stream has begun. */
    @Test
    void showsANodeWhoseFirstRecordVoidsAReservation() {
        rack.voidReservation(1, "name:web-1");
        try (Projecting _ = projecting()) {
            assertThat(database.dump().get("nodes")).isEmpty();
        }
        rack.enroll(1, "web-1");
        rack.command(Rack.id(1), new NodeCommand.Delete());
        rack.voidReservation(1, "name:web-1");
        try (Projecting _ = projecting()) {
            Map<String, List<String>> dump = database.dump();
            assertThat(dump.get("nodes")).hasSize(1);
            assertThat(dump.get("dead_letters")).isEmpty();
        }
    }

    @Test
    void goesOnWhereItStoppedWithoutWritingTwice() {
        rack.inspectFailed(1, "web-1");
        try (Projecting _ = projecting()) {
            assertThat(database.dump().get("nodes")).hasSize(1);
        }
        rack.inspectFailed(2, "web-2");
        rack.act(Rack.id(1), ProvisionVerb.MANAGE);
        Map<String, List<String>> resumed;
        try (Projecting _ = projecting()) {
            resumed = database.dump();
        }
        database.drop();
        try (Projecting _ = projecting()) {
            assertThat(resumed).isEqualTo(database.dump());
        }
    }
}
