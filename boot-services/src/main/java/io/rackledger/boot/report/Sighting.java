package io.rackledger.boot.report;

import io.rackledger.boot.http.Request;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a signal of a request and of whom it is about. */
public record Sighting(Request request, SignalSubject subject) {
    /** A fact for which the request itself is the event: each request is another one. */
    public Signal once(SignalBody body) {
        List<String> parts = List.of(
                "request",
                request.receivedAt().toString(),
                request.source(),
                Long.toString(request.number()),
                request.method(),
                request.path(),
                body.getClass().getSimpleName());
        return signal(parts, sentClock(), body);
    }

    /**
     * A fact that was seen while the request was being answered.
     *
     * @param at when it was seen
     * @param place tells two such facts of one request apart
     */
    public Signal during(SignalBody body, Instant at, long place) {
        List<String> parts = List.of(
                "during",
                request.receivedAt().toString(),
                request.source(),
                Long.toString(request.number()),
                body.getClass().getSimpleName(),
                Long.toString(place));
        return new Signal(SignalId.ofParts(parts), subject, at, request.source(), Optional.empty(), body);
    }

    /** A fact that the machine may tell again: equal parts under the same subject are the same fact. */
    public Signal fact(List<String> parts, Optional<Instant> nodeClock, SignalBody body) {
        List<String> key = new ArrayList<>();
        key.add(scope());
        key.addAll(parts);
        return signal(key, nodeClock.or(this::sentClock), body);
    }

    private Signal signal(List<String> parts, Optional<Instant> nodeClock, SignalBody body) {
        return new Signal(SignalId.ofParts(parts), subject, request.receivedAt(), request.source(), nodeClock, body);
    }

    /** Our own step runner says in a header when it sent its words. */
    private Optional<Instant> sentClock() {
        return request.header("x-sent-clock").flatMap(NodeClock::parse);
    }

    private String scope() {
        return switch (subject) {
            case SignalSubject.OfNode node ->
                node.key()
                        + node.attempt().map(attempt -> "|" + attempt).orElse("")
                        + node.stage().map(stage -> "|" + stage.wireName()).orElse("");
            case SignalSubject.OfMac mac -> mac.key();
            case SignalSubject.OfSource source -> source.key();
        };
    }
}
