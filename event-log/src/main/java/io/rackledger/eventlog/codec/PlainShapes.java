package io.rackledger.eventlog.codec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.WaitDeadlines;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How each type of an event is read in the form that we write ourselves: records by their components in their order, texts and numbers by
 * their value objects. The same types as those of {@link WireJson}, and the same values.
 */
final class PlainShapes {
    private static final int USUAL_BITS = 10;
    private static final byte[] KIND = bytes("{\"kind\":");
    private static final byte[] TRUE = bytes("true");
    private static final byte[] FALSE = bytes("false");
    private static final Map<Class<?>, Class<?>> KINDS = Map.of(
            WaitDeadlines.class, WireKinds.OfWaitDeadlines.class, PowerOutcome.class, WireKinds.OfPowerOutcome.class);

    private final Map<Type, PlainShape> known = new HashMap<>();

    PlainShapes() {
        WireTexts.parsers().forEach((type, parse) -> known.put(type, text(USUAL_BITS, parse)));
        // Each is another one.
        known.put(SignalId.class, text(PlainTexts.NONE, SignalId::new));
        WireTexts.makers().forEach((type, make) -> known.put(type, json -> make.apply(json.number())));
        known.put(String.class, text(USUAL_BITS, Function.identity()));
        known.put(boolean.class, PlainShapes::truth);
        known.put(int.class, json -> whole(json.number()));
        known.put(long.class, PlainBytes::number);
    }

    /** @throws IllegalArgumentException where the type holds something that events have not held before: give it a shape here */
    PlainShape of(Type type) {
        PlainShape shape = known.get(type);
        if (shape == null) {
            shape = make(type);
            known.put(type, shape);
        }
        return shape;
    }

    private PlainShape make(Type type) {
        if (type instanceof ParameterizedType generic) {
            return make(generic);
        }
        if (type instanceof Class<?> plain && plain.isRecord()) {
            return new PlainRecordShape(plain, this);
        }
        if (type instanceof Class<?> sealed && KINDS.containsKey(sealed)) {
            return ofKinds(KINDS.get(sealed));
        }
        throw new IllegalArgumentException(type + " has no plain shape");
    }

    private PlainShape make(ParameterizedType generic) {
        PlainShape element = of(generic.getActualTypeArguments()[0]);
        Type raw = generic.getRawType();
        if (raw == Optional.class) {
            return json -> Optional.of(element.read(json));
        }
        if (raw == List.class) {
            return new PlainRepeated(json -> List.copyOf(elements(json, element)));
        }
        if (raw == SortedSet.class) {
            return json -> new TreeSet<>(elements(json, element));
        }
        if (raw == SortedMap.class) {
            PlainShape value = of(generic.getActualTypeArguments()[1]);
            return json -> entries(json, element, value);
        }
        throw new IllegalArgumentException(generic + " has no plain shape");
    }

    private static PlainShape text(int bits, Function<String, ?> parse) {
        PlainTexts<?> texts = new PlainTexts<>(bits, parse);
        return json -> {
            json.text();
            return texts.of(json);
        };
    }

    private static Object truth(PlainBytes json) {
        if (json.skip(TRUE)) {
            return true;
        }
        json.require(FALSE);
        return false;
    }

    private static Object whole(long number) {
        if (number > Integer.MAX_VALUE) {
            throw NotPlainException.INSTANCE;
        }
        return (int) number;
    }

    private static List<Object> elements(PlainBytes json, PlainShape element) {
        List<Object> elements = new ArrayList<>(4);
        json.require('[');
        if (!json.skip(']')) {
            do {
                elements.add(element.read(json));
            } while (json.skip(','));
            json.require(']');
        }
        return elements;
    }

    private static SortedMap<Object, Object> entries(PlainBytes json, PlainShape key, PlainShape value) {
        SortedMap<Object, Object> entries = new TreeMap<>();
        json.require('{');
        if (!json.skip('}')) {
            do {
                Object name = key.read(json);
                json.require(':');
                entries.put(name, value.read(json));
            } while (json.skip(','));
            json.require('}');
        }
        return entries;
    }

    /** The variants of a sealed type, told by their first field. */
    private PlainShape ofKinds(Class<?> names) {
        Map<String, PlainRecordShape> variants = new HashMap<>();
        for (JsonSubTypes.Type each : names.getAnnotation(JsonSubTypes.class).value()) {
            variants.put(each.name(), new PlainRecordShape(each.value(), this));
        }
        PlainTexts<PlainRecordShape> byName = new PlainTexts<>(
                4, name -> Optional.ofNullable(variants.get(name)).orElseThrow(() -> NotPlainException.INSTANCE));
        return json -> {
            json.require(KIND);
            json.text();
            return byName.of(json).rest(json, true);
        };
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
