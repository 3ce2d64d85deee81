package io.rackledger.eventlog.codec;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Values that are mostly the same as the last one, such as the steps of an attempt: where the same bytes stand there again, it is the same
 * value, neither read nor kept again. Only for values that nobody can change and that end with a bracket. Thread-safe.
 */
final class PlainRepeated implements PlainShape {
    private static final int LONGEST = 1024;

    private final PlainShape shape;
    private final AtomicReference<@Nullable Known> last = new AtomicReference<>();

    private record Known(byte[] json, Object value) {}

    PlainRepeated(PlainShape shape) {
        this.shape = shape;
    }

    @Override
    public Object read(PlainBytes json) {
        Known known = last.getAcquire();
        if (known != null && json.skip(known.json())) {
            return known.value();
        }
        int from = json.at();
        Object value = shape.read(json);
        if (json.at() - from <= LONGEST) {
            last.setRelease(new Known(Arrays.copyOfRange(json.bytes(), from, json.at()), value));
        }
        return value;
    }
}
