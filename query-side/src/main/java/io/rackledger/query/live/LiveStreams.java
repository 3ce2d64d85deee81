package io.rackledger.query.live;

import io.rackledger.core.door.LogVector;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.QueryProblem;
import io.rackledger.query.filter.NodeFilter;
import io.rackledger.query.projection.ProjectionProgress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The open streams of this program; each has a virtual thread. Thread-safe. */
public final class LiveStreams implements AutoCloseable {
    private final LiveSettings settings;
    private final InstantSource clock;
    private final ProjectionProgress progress;
    private final ChangeSource changes;
    private final Map<SseEmitter, Thread> open = new ConcurrentHashMap<>();

    public LiveStreams(
            LiveSettings settings,
            InstantSource clock,
            ProjectionProgress progress,
            JdbcClient client,
            DocumentJson json) {
        this.settings = settings;
        this.clock = clock;
        this.progress = progress;
        this.changes = new StoredChanges(client, json);
    }

    /** Opens a stream after the place, or from now on. */
    public SseEmitter open(NodeFilter filter, Optional<LogVector> from) {
        if (open.size() >= settings.mostStreams()) {
            throw QueryProblem.unavailable(
                    "TOO_MANY_STREAMS",
                    "",
                    settings.mostStreams() + " streams are open",
                    "use one stream for several purposes, or try again later");
        }
        LogVector place = from.orElseGet(() -> progress.standing().nodeEvents());
        SseEmitter emitter = new SseEmitter(0L);
        NodeStream stream = new NodeStream(settings, clock, progress, changes, filter, place, new EmitterSink(emitter));
        Thread thread = Thread.ofVirtual().name("live-stream").unstarted(stream);
        open.put(emitter, thread);
        emitter.onCompletion(() -> forget(emitter));
        emitter.onError((Throwable _) -> forget(emitter));
        thread.start();
        return emitter;
    }

    public int count() {
        return open.size();
    }

    @Override
    public void close() {
        open.keySet().forEach(this::forget);
    }

    private void forget(SseEmitter emitter) {
        Thread thread = open.remove(emitter);
        if (thread != null) {
            thread.interrupt();
        }
    }
}
