package io.rackledger.query.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Run with -Dtests.jvm=-Drackledger.rewrite=true to write the document anew. */
@SpringBootTest(
        classes = QueryApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"springdoc.writer-with-order-by-keys=true", "springdoc.api-docs.version=openapi_3_1"})
final class OpenApiTest {
    private static final Path DOCUMENT =
            Path.of(System.getProperty("rackledger.root", ".."), "docs", "openapi-query.yaml");

    @LocalServerPort
    private int port;

    @Test
    void keepsTheDocumentInGitUpToTheCode() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/api-docs.yaml/query"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("openapi: 3.1").contains("/api/v1/nodes/{idOrName}/timeline");
        if (Boolean.getBoolean("rackledger.rewrite")) {
            Files.writeString(DOCUMENT, answer.body());
        }
        assertThat(Files.readString(DOCUMENT))
                .as(
                        "docs/openapi-query.yaml is stale; review what changed and rewrite it with: mvn -q -pl query-side -am test"
                                + " -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dtests.jvm=-Drackledger.rewrite=true")
                .isEqualTo(answer.body());
    }
}
