package io.rackledger.query.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.Feed;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.query.Rack;
import io.rackledger.query.projection.ProjectionProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;

@DirtiesContext
@SpringBootTest(classes = QueryApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NodeQueryTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Rack rack;

    @Autowired
    private Feed feed;

    @Autowired
    private ProjectionProgress progress;

    private Api api;
    private NodeId failed;

    @BeforeAll
    void makeHistory() throws InterruptedException {
        api = new Api(port);
        rack.report(
                new SignalSubject.OfMac(Rack.mac(1)),
                new SignalBody.BootScriptServed(Rack.mac(1), BootPlanKind.ENLIST, Digest.of(new byte[] {9}), 120),
                Optional.empty());
        failed = rack.inspectFailed(1, "web-1");
        NodeId waiting = rack.inspectWait(2, "web-2");
        rack.report(
                new SignalSubject.OfNode(waiting, Optional.empty(), Optional.empty()),
                new SignalBody.HeartbeatReceived(),
                Optional.of(Duration.ofMinutes(-90)));
        for (int number = 10; number < 35; number++) {
            rack.enroll(number, "db-" + number, number % 2 == 0 ? "storage" : "compute", Rack.mac(number));
        }
        Api.caughtUp(feed, progress);
    }

    @Test
    void tellsANodeWithItsSequenceAsETag() {
        Api.Answer answer = api.ok("/nodes/web-1");
        assertThat(answer.text("/state")).isEqualTo("inspect failed");
        assertThat(answer.text("/failure/code")).isEqualTo("NO_METADATA_FETCH");
        assertThat(answer.text("/waiting/subject")).isEqualTo("operator");
        assertThat(answer.raw().headers().firstValue("ETag"))
                .contains("\"" + answer.json().at("/sequence").asLong() + "\"");
        assertThat(answer.json()).isEqualTo(api.ok("/nodes/" + failed).json());
    }

    @Test
    void namesTheRemedyWhereANodeIsUnknown() {
        Api.Answer answer = api.get("/nodes/nobody");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.raw().headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.text("/type")).isEqualTo("/problems/node-unknown");
        assertThat(answer.text("/code")).isEqualTo("NODE_UNKNOWN");
        assertThat(answer.text("/remedy")).contains("/api/v1/nodes");
    }

    /** Three boots of a machine that nobody knows, then its enlistment. */
    @Test
    void keepsWhatAnUnknownMachineAskedForAndGivesItToTheNodeThatGetsItsAddress() throws InterruptedException {
        MacAddress mac = Rack.mac(900);
        for (int boot = 1; boot <= 3; boot++) {
            rack.report(
                    new SignalSubject.OfMac(mac),
                    new SignalBody.BootScriptServed(mac, BootPlanKind.ENLIST, Digest.of(new byte[] {9}), 120 + boot),
                    Optional.empty());
        }
        Api.caughtUp(feed, progress);
        JsonNode unknown = api.ok("/macs/" + mac + "/requests").json();
        assertThat(unknown.at("/items")).hasSize(3);
        assertThat(unknown.at("/items/0/words").asString())
                .as("the newest first")
                .contains("123 bytes");
        assertThat(unknown.has("node")).isFalse();

        rack.enroll(900, "late-1");
        Api.caughtUp(feed, progress);
        JsonNode known = api.ok("/macs/" + mac + "/requests?limit=2").json();
        assertThat(known.at("/name").asString()).isEqualTo("late-1");
        assertThat(api.ok(
                                "/macs/" + mac + "/requests?limit=2&cursor={}",
                                known.at("/next").asString())
                        .json()
                        .at("/items"))
                .hasSize(1);
        JsonNode timeline = api.ok("/nodes/late-1/timeline").json().at("/items");
        for (int i = 0; i < 3; i++) {
            assertThat(timeline.get(i).at("/adopted").asBoolean()).isTrue();
            assertThat(timeline.get(i).at("/at")).isEqualTo(unknown.at("/items/" + (2 - i) + "/at"));
        }
        assertThat(timeline.get(3).at("/type").asString()).isEqualTo("NodeEnrolled");
        assertThat(api.get("/macs/nonsense/requests").text("/field")).isEqualTo("mac");
        rack.command(Rack.id(900), new NodeCommand.Delete());
        Api.caughtUp(feed, progress);
    }

    @Test
    void answersWithAProblemWhereNothingIsMapped() {
        Api.Answer unknown = api.get("/nodes/web-1/nothing/here");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("/code")).isEqualTo("NOT_FOUND");
        Api.Answer bad = api.get("/nodes?limit=many");
        assertThat(bad.text("/code")).isEqualTo("BAD_PARAMETER");
        assertThat(api.get("/nodes?limit=1001").text("/code")).isEqualTo("BAD_LIMIT");
        assertThat(api.get("/artifacts").text("/field")).isEqualTo("digest");
        assertThat(api.get("/artifacts?digest=md5:1").text("/code")).isEqualTo("BAD_PARAMETER");
    }

    @Test
    void walksAllPagesInOrderWithoutGapOrDouble() {
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.ok("/nodes?sort=-name&filter=resource_class!:paging&limit=4&cursor={}", cursor)
                    .json();
            page.at("/items").forEach(item -> names.add(item.at("/name").asString()));
            assertThat(page.at("/count").asLong()).isEqualTo(27);
            cursor = page.at("/next").asString("");
        } while (!cursor.isEmpty());
        assertThat(names).hasSize(27).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void keepsItsPlaceWhileNodesComeGoAndChange() throws InterruptedException {
        for (int number = 500; number < 520; number++) {
            rack.enroll(number, "p-" + number, "paging", Rack.mac(number));
        }
        Api.caughtUp(feed, progress);
        List<String> names = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 4; page++) {
            JsonNode found = api.ok("/nodes?filter=resource_class:paging&limit=5&cursor={}", cursor)
                    .json();
            found.at("/items").forEach(item -> names.add(item.at("/name").asString()));
            cursor = found.at("/next").asString("");
            // One before and one after every place, one that goes, one that changes.
            rack.enroll(600 + page, "o-" + page, "paging", Rack.mac(600 + page));
            rack.enroll(700 + page, "q-" + page, "paging", Rack.mac(700 + page));
            rack.command(Rack.id(500 + page), new NodeCommand.Delete());
            rack.act(Rack.id(505 + page), ProvisionVerb.MANAGE);
            Api.caughtUp(feed, progress);
        }
        assertThat(names).hasSize(20).doesNotHaveDuplicates().allMatch(name -> name.startsWith("p-"));
    }

    @Test
    void refusesACursorOfAnotherQuestion() {
        String cursor = api.ok("/nodes?limit=4").text("/next");
        Api.Answer answer = api.get("/nodes?limit=4&filter=kind:stable&cursor={}", cursor);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/code")).isEqualTo("BAD_CURSOR");
    }

    @Test
    void filtersOnTheServer() {
        assertThat(names("resource_class:storage;name~db-1"))
                .containsExactly("db-10", "db-12", "db-14", "db-16", "db-18");
        assertThat(names("failure:NO_METADATA_FETCH")).containsExactly("web-1");
        assertThat(names("waiting:machine;late:true")).containsExactly("web-2");
        assertThat(names("state:inspect wait,inspect failed;late:false")).isEmpty();
        assertThat(names("instance!:blue;kind:failed")).containsExactly("web-1");
        assertThat(names("silent>1h;kind:wait")).containsExactly("web-2");
    }

    @Test
    void tellsTheTimelineWithEventsAndSignalsInOneOrder() {
        JsonNode items = api.ok("/nodes/web-1/timeline?limit=500").json().at("/items");
        List<String> times = new ArrayList<>();
        items.forEach(item -> times.add(item.at("/at").asString()));
        assertThat(times).isSorted();
        assertThat(items.get(0).at("/type").asString()).isEqualTo("BootScriptServed");
        assertThat(items.get(0).at("/adopted").asBoolean()).isTrue();
        assertThat(items.get(1).at("/type").asString()).isEqualTo("NodeEnrolled");
        assertThat(items.get(items.size() - 1).at("/lane").asString()).isEqualTo("state");
    }

    @Test
    void tellsWaitsWithTheLastSignal() {
        JsonNode items = api.ok("/waits?filter=waiting:machine").json().at("/items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).at("/name").asString()).isEqualTo("web-2");
        assertThat(items.get(0).at("/waiting/expected").asString())
                .as("the next link")
                .isEqualTo("boot script");
        assertThat(items.get(0).at("/late").asBoolean()).isTrue();
        assertThat(items.get(0).at("/lastSignal/type").asString()).isEqualTo("HeartbeatReceived");
        assertThat(api.ok("/nodes/web-2/timeline").json().at("/clockSkewMs").asLong())
                .isEqualTo(-5_400_000);
    }

    @Test
    void tellsTheStoryOfAFailedAttemptWithItsEvidence() {
        JsonNode attempts = api.ok("/nodes/web-1/attempts").json().at("/items");
        String id = attempts.get(0).at("/id").asString();
        JsonNode story = api.ok("/attempts/" + id + "/story").json();
        assertThat(story.at("/sentence").asString()).contains("no request reached 10.0.0.1:8481");
        assertThat(story.at("/lastGoodLink").asString()).isEqualTo("kernel fetch");
        assertThat(story.at("/missingLink").asString()).isEqualTo("meta-data fetch");
        assertThat(story.at("/evidence")).hasSize(2);
        assertThat(story.at("/attempt/phases")
                        .valueStream()
                        .map(phase -> phase.at("/name").asString()))
                .contains("prepare", "ephemeral", "boot-script", "kernel");
        assertThat(api.ok("/failures?code=NO_METADATA_FETCH")
                        .json()
                        .at("/items/0/current")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void findsWhatWasServedByItsDigest() {
        JsonNode items = api.ok(
                        "/artifacts?digest={}", Digest.of(new byte[] {2}).value())
                .json()
                .at("/items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).at("/artifact").asString()).isEqualTo("vmlinuz");
        assertThat(items.get(0).at("/name").asString()).isEqualTo("web-1");
    }

    @Test
    void waitsForALogPositionAndSaysWhenItIsNotReached() {
        JsonNode node = api.ok("/nodes/web-1").json();
        String position = node.at("/position").asString();
        assertThat(api.get("/nodes/web-1?minPosition=" + position).status()).isEqualTo(200);
        String ahead = position.substring(0, position.indexOf(':')) + ":99999";
        Api.Answer behind = api.get("/nodes/web-1?minPosition=" + ahead);
        assertThat(behind.status()).isEqualTo(503);
        assertThat(behind.text("/code")).isEqualTo("PROJECTION_BEHIND");
        assertThat(behind.raw().headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void tellsHowFarTheProjectionsAre() {
        JsonNode health = api.ok("/projections").json();
        assertThat(health.at("/state").asString()).isEqualTo("live");
        assertThat(health.at("/topics/0/lag").asLong()).isZero();
        assertThat(health.at("/deadLetters").asLong()).isZero();
    }

    private List<String> names(String filter) {
        List<String> names = new ArrayList<>();
        api.ok("/nodes?filter={}", filter)
                .json()
                .at("/items")
                .forEach(item -> names.add(item.at("/name").asString()));
        return names;
    }
}
