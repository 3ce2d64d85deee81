package io.rackledger.launcher.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rackledger.bmc.event.EventKey;
import io.rackledger.bmc.event.EventSettings;
import io.rackledger.bmc.simulated.SelfSignedCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What listens for the events of BMCs, before anybody takes them. */
final class EventListenerTest {
    @TempDir
    private Path folder;

    @Test
    void asksBmcsToComeAgainWhileTheEngineStarts() throws Exception {
        try (EventListener listener = start("http://127.0.0.1:0", Optional.empty());
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = post(client, "http", listener);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).contains("5");
        }
    }

    @Test
    void listensByTls() throws Exception {
        SelfSignedCertificate ours = SelfSignedCertificate.make(folder, "us", "ip:127.0.0.1");
        EventSettings.Pem pem = new EventSettings.Pem(
                ours.pem(folder.resolve("certificate.pem")), ours.keyPem(folder.resolve("key.pem")));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore believed = KeyStore.getInstance("PKCS12");
        believed.load(null, null);
        believed.setCertificateEntry("us", ours.certificate());
        trust.init(believed);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (EventListener listener = start("https://127.0.0.1:0", Optional.of(pem));
                HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            assertThat(post(client, "https", listener).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void tellsWhichFileIsNoCertificate() throws Exception {
        Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
        assertThatThrownBy(() -> start("https://127.0.0.1:0", Optional.of(new EventSettings.Pem(nothing, nothing))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing.pem")
                .hasMessageContaining("PKCS 8");
    }

    @Test
    void tellsThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + taken.getLocalPort();
            assertThatThrownBy(() -> start(url, Optional.empty()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("" + taken.getLocalPort())
                    .hasMessageContaining("is the port taken?");
        }
    }

    @Test
    void closesTheConnectionThatIsOneTooMany() throws Exception {
        List<Socket> open = new ArrayList<>();
        try (EventListener listener = start("http://127.0.0.1:0", Optional.empty())) {
            for (int i = 0; i <= EventListener.CONNECTIONS; i++) {
                Socket socket = new Socket();
                open.add(socket);
                socket.connect(
                        new InetSocketAddress("127.0.0.1", listener.settings().port()));
            }
            await().until(() -> listener.refusedConnections() == 1);
        } finally {
            for (Socket each : open) {
                each.close();
            }
        }
    }

    private EventListener start(String url, Optional<EventSettings.Pem> tls) throws Exception {
        return EventListener.start(
                new EventSettings(URI.create(url), "127.0.0.1", tls, EventKey.of(folder), EventSettings.HOURLY),
                Clock.systemUTC());
    }

    private static HttpResponse<String> post(HttpClient client, String scheme, EventListener listener)
            throws Exception {
        URI url = URI.create(scheme + "://127.0.0.1:" + listener.settings().port() + "/x");
        return client.send(
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
