package io.rackledger.query.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.core.door.Feed;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.query.Rack;
import io.rackledger.query.live.LiveStreams;
import io.rackledger.query.projection.ProjectionProgress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DirtiesContext
@SpringBootTest(classes = QueryApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(60)
final class LiveStreamTest {
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private Rack rack;

    @Autowired
    private Feed feed;

    @Autowired
    private ProjectionProgress progress;

    @Autowired
    private LiveStreams streams;

    private EventReader open(String query, String lastEventId) throws IOException, InterruptedException {
        return new EventReader(
                new Api(port).uri("/stream/nodes" + query),
                Optional.of(lastEventId).filter(id -> !id.isEmpty()));
    }

    private static String change(EventReader.Event event) {
        JsonNode node = JSON.readTree(event.data());
        return node.at("/name").asString() + "@" + node.at("/sequence").asLong();
    }

    @Test
    void resumesWithoutGapOrDouble() throws IOException, InterruptedException {
        List<String> expected = new ArrayList<>();
        for (int number = 100; number < 120; number++) {
            rack.inspectWait(number, "s-" + number);
            for (int sequence = 1; sequence <= 5; sequence++) {
                expected.add("s-" + number + "@" + sequence);
            }
        }
        Api.caughtUp(feed, progress);
        List<String> seen = new ArrayList<>();
        String last = "";
        while (seen.size() < 50) {
            try (EventReader reader = open("?filter=name~s-1&after=0:0", last)) {
                for (int events = 0; events < 7; events++) {
                    EventReader.Event event = reader.nextNamed();
                    seen.add(change(event));
                    last = event.id();
                }
            }
        }
        try (EventReader reader = open("?filter=name~s-1", last)) {
            rack.manageable(120, "s-120");
            expected.addAll(List.of("s-120@1", "s-120@2", "s-120@3"));
            while (seen.size() < expected.size()) {
                seen.add(change(reader.nextNamed()));
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void goesOnWithoutGapOrDoubleWhileRebuiltRowsTakeThePlaceOfTheLiveOnes() throws IOException, InterruptedException {
        Api api = new Api(port);
        List<String> expected = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (EventReader reader = open("?filter=name~swap", "")) {
            reader.next();
            assertThat(api.send("POST", "/projections/rebuild").status()).isEqualTo(202);
            int number = 400;
            boolean done = false;
            while (!done) {
                done = api.ok("/projections/rebuild").text("/state").equals("done");
                rack.manageable(number, "swap-" + number);
                for (int sequence = 1; sequence <= 3; sequence++) {
                    expected.add("swap-" + number + "@" + sequence);
                    seen.add(change(reader.nextNamed()));
                }
                number++;
            }
            rack.enroll(number, "swap-last");
            assertThat(change(reader.nextNamed())).as("nothing was told twice").isEqualTo("swap-last@1");
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void tellsWhenANodeLeavesTheFilter() throws IOException, InterruptedException {
        try (EventReader reader = open("?filter=state:enroll;name:leaver", "")) {
            reader.next();
            NodeId node = rack.enroll(200, "leaver");
            assertThat(change(reader.nextNamed())).isEqualTo("leaver@1");
            rack.act(node, ProvisionVerb.MANAGE);
            EventReader.Event left = reader.nextNamed();
            assertThat(left.name()).isEqualTo("left");
            assertThat(change(left)).isEqualTo("leaver@2");
            rack.bmcConfirms(node);
            rack.command(node, new NodeCommand.Delete());
            rack.enroll(201, "leaver");
            assertThat(reader.nextNamed().name()).isEqualTo("node");
        }
    }

    @Test
    void keepsAQuietStreamAliveAndMovesItsPlace() throws IOException, InterruptedException {
        try (EventReader reader = open("?filter=name:nobody", "")) {
            reader.next();
            rack.enroll(300, "quiet-1");
            Api.caughtUp(feed, progress);
            String end = progress.standing().nodeEvents().toString();
            EventReader.Event event = reader.next();
            while (!event.id().equals(end)) {
                event = reader.next();
            }
            assertThat(event.name()).isEmpty();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> streams.count() == 0);
    }

    @Test
    void refusesAPlaceOrFilterThatItCannotUse() {
        Api api = new Api(port);
        assertThat(api.get("/stream/nodes?after=here").text("/code")).isEqualTo("BAD_PARAMETER");
        assertThat(api.get("/stream/nodes?filter=silent>5m".replace(">", "%3E")).text("/code"))
                .isEqualTo("BAD_FILTER");
    }
}
