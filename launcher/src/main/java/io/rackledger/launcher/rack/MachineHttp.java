package io.rackledger.launcher.rack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/** HTTP as the machine speaks it, from its own address. */
final class MachineHttp implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int NO_ANSWER = 0;

    private final HttpClient client;

    MachineHttp(InetAddress from, Executor executor) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(from)
                .connectTimeout(LIMIT)
                .executor(executor)
                .build();
    }

    /**
     * @param status 0 where no answer came
     * @param comeBack after how long the server wants to be asked again, where it said so
     */
    record Reply(int status, byte[] body, Optional<Duration> comeBack) {
        boolean good() {
            return status / 100 == 2;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** None came, or the machine cannot even ask. */
    static Reply noAnswer(String why) {
        return new Reply(NO_ANSWER, why.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    Reply get(String url, String userAgent, PowerCord cord) throws PowerLost {
        return send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("User-Agent", userAgent)
                        .GET(),
                cord);
    }

    /** @param contentType none is sent where it is empty, as cloud-init does */
    Reply post(String url, String contentType, byte[] body, PowerCord cord) throws PowerLost {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofByteArray(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        return send(request, cord);
    }

    private Reply send(HttpRequest.Builder request, PowerCord cord) throws PowerLost {
        cord.check();
        try {
            HttpResponse<byte[]> response = client.send(request.timeout(LIMIT).build(), BodyHandlers.ofByteArray());
            Optional<Duration> comeBack = response.headers()
                    .firstValue("retry-after")
                    .filter(text -> text.matches("[0-9]{1,4}"))
                    .map(text -> Duration.ofSeconds(Long.parseLong(text)));
            return new Reply(response.statusCode(), response.body(), comeBack);
        } catch (IOException e) {
            return noAnswer(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PowerLost();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
