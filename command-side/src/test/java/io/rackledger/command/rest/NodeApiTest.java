package io.rackledger.command.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.CommandSideApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = CommandSideApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
final class NodeApiTest {
    @LocalServerPort
    private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    void enrollsNodeAndTellsItsPlaceInTheLog() {
        Api.Answer answer = api.enroll("alpha");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/nodes/" + answer.text("/nodeId"));
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.header("X-Rackledger-Position")).matches("\\d+:\\d+");
        assertThat(answer.header("Idempotency-Key")).isNotEmpty();
        assertThat(answer.text("/state")).isEqualTo("enroll");
    }

    @Test
    void answersCommandInOnePieceWithItsLength() {
        Api.Answer answer = api.enroll("whole");
        assertThat(answer.header("Content-Length")).isNotEmpty();
        assertThat(answer.header("Transfer-Encoding")).isEmpty();
    }

    @Test
    void repeatsTheFirstAnswerUnderTheSameKey() {
        String body = "{\"name\":\"bravo\"}";
        Api.Answer first = api.post("/api/v1/nodes", body, "Idempotency-Key", "k-bravo");
        Api.Answer again = api.post("/api/v1/nodes", body, "Idempotency-Key", "k-bravo");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("/nodeId")).isEqualTo(first.text("/nodeId"));
        assertThat(again.text("/position")).isEqualTo(first.text("/position"));
        assertThat(again.body().at("/repeated").asBoolean()).isTrue();
    }

    @Test
    void refusesAnotherRequestUnderTheSameKey() {
        api.post("/api/v1/nodes", "{\"name\":\"charlie\"}", "Idempotency-Key", "k-charlie");
        Api.Answer other = api.post("/api/v1/nodes", "{\"name\":\"charlie2\"}", "Idempotency-Key", "k-charlie");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/field")).isEqualTo("Idempotency-Key");
    }

    @Test
    void refusesSecondNodeOfTheSameMac() {
        Api.Answer first = api.post("/api/v1/nodes", "{\"name\":\"delta\",\"ports\":[\"52-54-00-AA-00-01\"]}");
        Api.Answer second = api.post("/api/v1/nodes", "{\"name\":\"delta2\",\"ports\":[\"52:54:00:aa:00:01\"]}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("/code")).isEqualTo("CLAIMED");
        assertThat(second.text("/detail")).contains(first.text("/nodeId"));
        assertThat(api.post("/api/v1/nodes", "{\"name\":\"delta2\"}").status()).isEqualTo(201);
    }

    @Test
    void changesAttributesOnlyForTheVersionThatWasRead() {
        String node = "/api/v1/nodes/" + api.enroll("echo").text("/nodeId");
        assertThat(api.patch(node, "{\"owner\":\"ada\"}").status()).isEqualTo(428);
        Api.Answer changed =
                api.patch(node, "{\"owner\":\"ada\",\"properties\":{\"cpus\":\"8\"}}", "If-Match", "\"1\"");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        Api.Answer stale = api.patch(node, "{\"owner\":\"bob\"}", "If-Match", "\"1\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.text("/code")).isEqualTo("STALE");
        assertThat(stale.body().at("/node/sequence").asLong()).isEqualTo(2);
    }

    @Test
    void takesVerbByNameAndTellsWhatTheNodeWaitsFor() {
        api.enroll("foxtrot");
        Api.Answer accepted = api.post("/api/v1/nodes/foxtrot/actions/manage", "");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("/state")).isEqualTo("verifying");
        assertThat(accepted.text("/waiting/what")).contains("BMC");
        assertThat(accepted.text("/waiting/due")).isNotEmpty();
    }

    @Test
    void tellsStateAndRemedyWhenStateForbids() {
        api.enroll("golf");
        Api.Answer refused = api.post(
                "/api/v1/nodes/golf/actions/deploy", "{\"instance\":{\"name\":\"web\",\"image\":\"debian.raw\"}}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.text("/type")).isEqualTo("/problems/state-forbids");
        assertThat(refused.text("/node/state")).isEqualTo("enroll");
        assertThat(refused.text("/remedy")).isNotEmpty();
    }

    @Test
    void refusesUserDataWithLineAndColumn() {
        api.enroll("hotel");
        String body =
                "{\"instance\":{\"name\":\"web\",\"image\":\"debian.raw\",\"userData\":\"#cloud-config\\nusers:\\n - a: [b\\n\"}%s}";
        Api.Answer refused = api.post("/api/v1/nodes/hotel/actions/deploy", body.formatted(""));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/code")).isEqualTo("USERDATA");
        assertThat(refused.body().at("/line").asInt()).isGreaterThanOrEqualTo(3);
        Api.Answer forced = api.post("/api/v1/nodes/hotel/actions/deploy", body.formatted(",\"force\":true"));
        assertThat(forced.text("/code")).isEqualTo("STATE_FORBIDS");
    }

    @Test
    void placesAndReleasesHold() {
        api.enroll("india");
        Api.Answer placed = api.post(
                "/api/v1/nodes/india/holds", "{\"id\":\"h1\",\"reason\":\"new disk\",\"category\":\"hardware\"}");
        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.text("/holds/0/scope")).isEqualTo("NO_OPERATIONS");
        Api.Answer held = api.post("/api/v1/nodes/india/power", "{\"action\":\"on\"}");
        assertThat(held.status()).isIn(202, 409);
        assertThat(api.delete("/api/v1/nodes/india/holds/h1").status()).isEqualTo(200);
        assertThat(api.delete("/api/v1/nodes/india/holds/h1").status()).isEqualTo(404);
    }

    @Test
    void freesTheMacOfRemovedPort() {
        api.post("/api/v1/nodes", "{\"name\":\"juliet\",\"ports\":[\"52:54:00:bb:00:01\"]}");
        api.enroll("juliet2");
        String add = "{\"mac\":\"52:54:00:bb:00:01\"}";
        assertThat(api.post("/api/v1/nodes/juliet2/ports", add).status()).isEqualTo(409);
        assertThat(api.delete("/api/v1/nodes/juliet/ports/52:54:00:bb:00:01").status())
                .isEqualTo(200);
        assertThat(api.post("/api/v1/nodes/juliet2/ports", add).status()).isEqualTo(201);
    }

    @Test
    void resolvesCommandByItsId() {
        String id = api.post("/api/v1/nodes", "{\"name\":\"kilo\"}", "Idempotency-Key", "k-kilo")
                .text("/nodeId");
        Api.Answer found = api.get("/api/v1/commands/k-kilo?node=" + id);
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().at("/sequence").asLong()).isEqualTo(1);
        assertThat(api.get("/api/v1/commands/never?node=kilo").status()).isEqualTo(404);
    }
}
