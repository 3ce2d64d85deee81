package io.rackledger.command.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.CommandSideApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The document in git is the one that the program serves. */
@SpringBootTest(classes = CommandSideApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
final class OpenApiDocumentTest {
    @LocalServerPort
    private int port;

    private static final String STALE =
            "docs/openapi-command.yaml is stale; review what changed and rewrite it with: mvn -q -pl command-side -am test"
                    + " -Dtest=OpenApiDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dtests.jvm=-Drackledger.rewrite=true";

    @Test
    void documentInGitIsTheServedOne() throws IOException {
        Api.Answer served = new Api(port).get("/v3/api-docs.yaml/command");
        assertThat(served.status()).isEqualTo(200);
        Path kept = Path.of(System.getProperty("rackledger.root", "..")).resolve("docs/openapi-command.yaml");
        if (Boolean.getBoolean("rackledger.rewrite")) {
            Files.writeString(kept, served.raw().body());
        }
        assertThat(kept).as(STALE).exists();
        assertThat(served.raw().body()).as(STALE).isEqualTo(Files.readString(kept));
    }
}
