package io.rackledger.launcher.event;

import io.rackledger.bmc.event.EventDesk;
import io.rackledger.bmc.event.EventSettings;
import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.HttpLimits;
import io.rackledger.boot.http.HttpServer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.http.RequestAnswerer;
import io.rackledger.boot.http.ServerCertificate;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Listens for the events that BMCs post, with the HTTP server of the boot services, and hands them to the BMC adapter. It listens before the
 * adapter is there, since the adapter must know the port; until then BMCs are asked to come again. Thread-safe.
 */
public final class EventListener implements RequestAnswerer, AutoCloseable {
    /** A full body of events with long words. */
    private static final int BODY = 256 * 1024;

    static final int CONNECTIONS = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final HttpLimits LIMITS =
            HttpLimits.DEFAULT.withBody(BODY).withConnections(CONNECTIONS).withTimeouts(PATIENCE, PATIENCE, PATIENCE);

    private final EventSettings settings;
    private final HttpServer server;
    private volatile @Nullable EventDesk desk;

    private EventListener(EventSettings settings, Clock clock) {
        this.server = HttpServer.start(
                List.of(new InetSocketAddress(settings.bind(), settings.port())),
                this,
                LIMITS,
                clock,
                settings.tls().map(pem -> new ServerCertificate(pem.certificates(), pem.key())));
        this.settings = settings.listeningOn(server.ports().getFirst());
    }

    /**
     * Starts to listen.
     *
     * @throws IllegalStateException where the port cannot be had, or the certificate or its key cannot be used
     */
    public static EventListener start(EventSettings settings, Clock clock) {
        return new EventListener(settings, clock);
    }

    /** As they were given, with the port that was found where any free one was asked for. */
    public EventSettings settings() {
        return settings;
    }

    /** From now on events are taken. */
    public void connect(EventDesk taking) {
        desk = taking;
    }

    /** Connections of BMCs closed at once because too many were open. */
    public long refusedConnections() {
        return server.refusedConnections();
    }

    @Override
    public Answer answer(Request request) {
        EventDesk taking = desk;
        if (taking == null) {
            return Answer.later(AGAIN, "The engine is starting.");
        }
        if (!request.method().equals("POST")) {
            taking.refused();
            return Answer.text(405, "Events are posted here.").with("allow", "POST");
        }
        EventDesk.Taken taken = taking.take(request.path(), request.body());
        return switch (taken.outcome()) {
            case KEPT -> Answer.empty(204);
            case MALFORMED -> Answer.text(400, taken.words());
            case UNKNOWN -> Answer.text(404, taken.words());
            case TOO_MANY -> Answer.text(429, taken.words()).with("retry-after", Long.toString(PATIENCE.toSeconds()));
            case LATER -> Answer.later(AGAIN, taken.words());
        };
    }

    @Override
    public void refusedUnread(Request request, int status, String reason) {
        Optional.ofNullable(desk).ifPresent(EventDesk::refused);
    }

    @Override
    public void close() {
        server.close();
    }
}
