package io.rackledger.eventlog.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Stream;

/** A record as an object whose fields are its components in their order; optional ones may be left out, nothing else may be there. */
final class PlainRecordShape implements PlainShape {
    private final byte[][] names;
    private final PlainShape[] components;
    private final boolean[] optional;
    private final MethodHandle make;

    PlainRecordShape(Class<?> type, PlainShapes shapes) {
        RecordComponent[] all = type.getRecordComponents();
        names = Stream.of(all)
                .map(each -> PlainShapes.bytes("\"" + each.getName() + "\":"))
                .toArray(byte[][]::new);
        components =
                Stream.of(all).map(each -> shapes.of(each.getGenericType())).toArray(PlainShape[]::new);
        optional = new boolean[all.length];
        for (int i = 0; i < all.length; i++) {
            optional[i] = all[i].getType() == Optional.class;
        }
        make = maker(type, all);
    }

    private static MethodHandle maker(Class<?> type, RecordComponent[] all) {
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Stream.of(all).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, all.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be made", e);
        }
    }

    @Override
    public Object read(PlainBytes json) {
        json.require('{');
        return rest(json, false);
    }

    /** The fields, and the end of the object whose beginning has been read. */
    Object rest(PlainBytes json, boolean further) {
        Object[] values = new Object[components.length];
        boolean comma = further;
        for (int i = 0; i < values.length; i++) {
            if (json.skipName(names[i], comma)) {
                values[i] = components[i].read(json);
                comma = true;
            } else if (optional[i]) {
                values[i] = Optional.empty();
            } else {
                throw NotPlainException.INSTANCE;
            }
        }
        json.require('}');
        return made(values);
    }

    private Object made(Object[] values) {
        try {
            return (Object) make.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
