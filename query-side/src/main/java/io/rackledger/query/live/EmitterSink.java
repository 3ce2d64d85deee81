package io.rackledger.query.live;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Server-sent events over Spring's emitter. */
final class EmitterSink implements StreamSink {
    private static final Logger LOG = LoggerFactory.getLogger(EmitterSink.class);

    private final SseEmitter emitter;

    EmitterSink(SseEmitter emitter) {
        this.emitter = emitter;
    }

    @Override
    public void event(String id, String name, Object data) throws IOException {
        emitter.send(SseEmitter.event().id(id).name(name).data(data, MediaType.APPLICATION_JSON));
    }

    @Override
    public void heartbeat(String id) throws IOException {
        emitter.send(SseEmitter.event().id(id).comment("alive"));
    }

    @Override
    public void end() {
        try {
            emitter.complete();
        } catch (IllegalStateException e) {
            // The client left and the server has given its response to somebody else: there is nothing left to end.
            LOG.debug("A live stream had ended before we ended it", e);
        }
    }
}
