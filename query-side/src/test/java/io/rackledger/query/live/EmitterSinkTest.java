package io.rackledger.query.live;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The end of a live stream whose client has gone first. */
final class EmitterSinkTest {
    @Test
    void endsQuietlyWhenTheServerHasTakenTheResponseBack() {
        SseEmitter recycled = new SseEmitter() {
            @Override
            public synchronized void complete() {
                throw new IllegalStateException("The response object has been recycled");
            }
        };

        assertThatCode(new EmitterSink(recycled)::end).doesNotThrowAnyException();
    }
}
