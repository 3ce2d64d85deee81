package io.rackledger.bmc.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.core.identity.NodeId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where BMCs are told to send their events to, and by what they are known when they do. */
final class EventSettingsTest {
    private static final NodeId NODE = NodeId.parse("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");
    private static final NodeId OTHER = NodeId.parse("0f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6c");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.9:8483", "http://10.0.0.9:8483/", "http://[fd00::9]/behind/a/proxy"})
    void givesEachNodeAWayOfItsOwnThatLeadsToItAlone(String url) throws Exception {
        EventSettings settings = settings(url, EventKey.of(folder));
        URI way = settings.destination(NODE);
        assertThat(way.toString()).startsWith(url);
        assertThat(settings.nodeOf(way.getPath())).contains(NODE);
        assertThat(settings.nodeOf(settings.destination(OTHER).getPath())).contains(OTHER);
        assertThat(settings.nodeOf(way.getPath().replace(NODE.value(), OTHER.value())))
                .as("another node's token")
                .isEmpty();
        assertThat(settings.nodeOf(way.getPath() + "/")).isEmpty();
        assertThat(settings.nodeOf(way.getPath().substring(1))).isEmpty();
    }

    @Test
    void keepsItsKeyOverARestartAndHasNoOtherProcesssTokens() throws Exception {
        String url = "http://10.0.0.9:8483";
        URI way = settings(url, EventKey.of(folder)).destination(NODE);
        assertThat(settings(url, EventKey.of(folder)).destination(NODE)).isEqualTo(way);
        EventSettings elsewhere = settings(url, EventKey.of(folder.resolve("other")));
        assertThat(elsewhere.destination(NODE)).isNotEqualTo(way);
        assertThat(elsewhere.nodeOf(way.getPath())).isEmpty();
    }

    @Test
    void refusesAKeyThatOthersCanRead() throws Exception {
        EventKey.of(folder);
        Path file = folder.resolve("bmc-events.key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventKey.of(folder))
                .withMessageContaining("key of BMC events")
                .withMessageContaining("chmod 600");
    }

    @Test
    void knowsThePortThatWasFoundWhereAnyFreeOneWasAskedFor() throws Exception {
        EventSettings any = settings("http://127.0.0.1:0", EventKey.of(folder));
        assertThat(any.port()).isZero();
        assertThat(any.listeningOn(4711).destination(NODE).getPort()).isEqualTo(4711);
        EventSettings plain = settings("http://10.0.0.9/x", EventKey.of(folder));
        assertThat(plain.port()).isEqualTo(80);
        assertThat(plain.listeningOn(80)).isEqualTo(plain);
    }

    @Test
    void takesTheTokenOutOfWords() throws Exception {
        EventSettings settings = settings("http://10.0.0.9:8483", EventKey.of(folder));
        String said = settings.key().masked(NODE, "sent to " + settings.destination(NODE) + " in vain");
        assertThat(said).isEqualTo("sent to http://10.0.0.9:8483/" + NODE.value() + "/*** in vain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//10.0.0.9:8483",
                "ftp://10.0.0.9",
                "http:///x",
                "http://10.0.0.9/?a=b",
                "http://u:p@10.0.0.9/",
                "https://10.0.0.9"
            })
    void refusesAUrlThatNoBmcCouldSendTo(String url) throws Exception {
        EventKey key = EventKey.of(folder);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(url, key))
                .withMessageContaining("URL of BMC events")
                .withMessageContaining("use http");
    }

    private static EventSettings settings(String url, EventKey key) {
        return new EventSettings(URI.create(url), "127.0.0.1", Optional.empty(), key, EventSettings.HOURLY);
    }
}
