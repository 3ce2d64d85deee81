package io.rackledger.query.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.Feed;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.query.Projecting;
import io.rackledger.query.Rack;
import io.rackledger.query.TestDatabase;
import io.rackledger.query.projection.ProjectionProgress;
import io.rackledger.query.upkeep.ProjectionHash;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;

/** A node whose record PostgreSQL refuses: told, kept in order, and healed by a retry. */
@DirtiesContext
@SpringBootTest(classes = QueryApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
final class DeadLetterApiTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Rack rack;

    @Autowired
    private Feed feed;

    @Autowired
    private ProjectionProgress progress;

    @Autowired
    private TestDatabase database;

    /** Until the constraint is dropped, no further record of the node can be written. */
    private NodeId sick(Api api) throws InterruptedException {
        NodeId node = rack.manageable(5, "sick-5");
        Api.caughtUp(feed, progress);
        database.client()
                .sql("alter table node_records add constraint sick check (node_id <> '" + node + "' or sequence < 4)")
                .update();
        rack.act(node, ProvisionVerb.INSPECT);
        rack.bmcConfirms(node);
        rack.inspectFailed(6, "well-6");
        Api.caughtUp(feed, progress);
        assertThat(api.ok("/nodes/well-6").text("/state")).isEqualTo("inspect failed");
        return node;
    }

    @Test
    void tellsWhatIsDeadAndBringsTheNodeUpToDateInOrder() throws InterruptedException {
        Api api = new Api(port);
        NodeId node = sick(api);
        assertThat(api.ok("/nodes/sick-5").text("/heard/stale"))
                .contains("sequence 3")
                .contains("PostgreSQL refused");
        assertThat(api.ok("/nodes?filter={}", "stale:true").text("/items/0/name"))
                .isEqualTo("sick-5");
        JsonNode page = api.ok("/dead-letters?node=sick-5&limit=1").json();
        assertThat(page.at("/items/0/kind").asString()).isEqualTo("refused");
        JsonNode rest = api.ok(
                        "/dead-letters?node={}&cursor={}",
                        node.value(),
                        page.at("/next").asString())
                .json();
        assertThat(rest.at("/items")).hasSize(1);
        assertThat(rest.at("/items/0/kind").asString()).isEqualTo("behind");
        String id = page.at("/items/0/id").asString();
        assertThat(api.ok("/dead-letters/{}", id).json().at("/body").isArray()).isTrue();
        assertThat(api.ok("/projections").json().at("/staleNodes").asInt()).isEqualTo(1);

        Api.Answer still = api.send("POST", "/dead-letters/retry?node=sick-5");
        assertThat(still.status()).as(still.raw().body()).isEqualTo(200);
        assertThat(still.json().at("/remaining").asInt()).isEqualTo(2);
        assertThat(still.text("/reason")).contains("PostgreSQL refused");

        database.client().sql("alter table node_records drop constraint sick").update();
        Api.Answer healed = api.send("POST", "/dead-letters/{}/retry", id);
        assertThat(healed.json().at("/retried").asInt()).isEqualTo(2);
        assertThat(healed.json().at("/remaining").asInt()).isZero();
        assertThat(healed.text("/reason")).isEmpty();
        assertThat(api.ok("/nodes/sick-5").text("/state")).isEqualTo("inspect wait");
        assertThat(api.ok("/nodes/sick-5").json().at("/heard/stale").isMissingNode())
                .isTrue();
        assertThat(api.ok("/dead-letters").json().at("/items")).isEmpty();
        assertEqualToARebuildFromZero(api);
    }

    private void assertEqualToARebuildFromZero(Api api) {
        try (TestDatabase reference = TestDatabase.fresh();
                Projecting _ = new Projecting(feed, reference.dataSource()).caughtUp()) {
            assertThat(api.ok("/projections/hash").text("/hash"))
                    .isEqualTo(ProjectionHash.of(reference.dataSource()).hash());
        }
    }

    @Test
    void refusesWhatItDoesNotKnowWithARemedy() {
        Api api = new Api(port);
        assertThat(api.get("/dead-letters/nonsense").text("/code")).isEqualTo("BAD_PARAMETER");
        assertThat(api.get("/dead-letters/node-events:x").status()).isEqualTo(400);
        assertThat(api.get("/dead-letters/node-events:0:999999").text("/code")).isEqualTo("DEAD_LETTER_UNKNOWN");
        assertThat(api.get("/dead-letters?node=nobody").text("/code")).isEqualTo("NODE_UNKNOWN");
        assertThat(api.get("/dead-letters?limit=0").text("/field")).isEqualTo("limit");
        assertThat(api.send("POST", "/dead-letters/retry").text("/code")).isEqualTo("PARAMETER_MISSING");
        assertThat(api.send("POST", "/dead-letters/retry?node=" + Rack.id(99)).text("/code"))
                .isEqualTo("NO_DEAD_LETTER");
        assertThat(api.send("DELETE", "/projections/rebuild").status()).isEqualTo(409);
        assertThat(api.ok("/projections/rebuild").text("/state")).isEqualTo("none");
    }
}
