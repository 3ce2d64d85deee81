package io.rackledger.query.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.query.Rack;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.NodeDocument;
import io.rackledger.query.projection.ProjectionProgress;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

@DirtiesContext
@SpringBootTest(classes = QueryApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
final class TimeMachineTest {
    private final DocumentJson json = new DocumentJson();

    @LocalServerPort
    private int port;

    @Autowired
    private Rack rack;

    @Autowired
    private InMemoryLog log;

    @Autowired
    private Feed feed;

    @Autowired
    private ProjectionProgress progress;

    @Test
    void tellsTheNodeAtEveryPositionAndInstantAsThePrefixFoldDoes() throws InterruptedException {
        Api api = new Api(port);
        NodeId node = rack.inspectFailed(1, "web-1");
        rack.enroll(2, "neighbour");
        rack.act(node, ProvisionVerb.INSPECT);
        Api.caughtUp(feed, progress);
        NodeStream stream = NodeStream.EMPTY;
        for (NodeRecord record : log.history().of(node)) {
            stream = stream.apply(record);
            NodeDocument expected =
                    NodeDocument.of((Node) stream.state(), stream.sequence(), stream.position(), record.at());
            for (String at : new String[] {
                record.position().toString(), record.at().plusMillis(400).toString()
            }) {
                String body = api.ok("/nodes/web-1?at={}", at).raw().body();
                assertThat(json.read(body, NodeDocument.class)).as("at " + at).isEqualTo(expected);
            }
        }
        assertThat(stream.sequence())
                .isEqualTo(api.ok("/nodes/web-1").json().at("/sequence").asLong());
    }

    @Test
    void tellsWhyAMomentHasNoAnswer() throws InterruptedException {
        Api api = new Api(port);
        NodeId node = rack.enroll(7, "short-lived");
        NodeRecord deleted = rack.command(node, new NodeCommand.Delete());
        Api.caughtUp(feed, progress);
        String other = (deleted.position().partition() + 1) + ":0";
        assertThat(api.get("/nodes/" + node + "?at=2020-01-01T00:00:00Z").text("/code"))
                .isEqualTo("NODE_NOT_YET_KNOWN");
        assertThat(api.get("/nodes/" + node + "?at={}", rack.now().toString()).text("/code"))
                .isEqualTo("NODE_DELETED");
        assertThat(api.get("/nodes/" + node + "?at=yesterday").text("/code")).isEqualTo("BAD_MOMENT");
        assertThat(api.get("/nodes/" + node + "?at=" + other).text("/code")).isEqualTo("BAD_MOMENT");
        assertThat(api.get("/nodes/" + node).status()).isEqualTo(410);
        assertThat(api.ok("/nodes/" + node + "/timeline").json().at("/items")).hasSize(2);
        assertThat(api.get("/nodes/short-lived").status()).isEqualTo(404);
    }
}
