package io.rackledger.eventlog.kafka;

import static java.lang.constant.ConstantDescs.CD_long;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Time;

/**
 * Lets the Kafka clients of this process go by the monotonic clock. They measure every time-out as a difference of wall clock readings:
 * set forward, a member leaves its group and requests are given up; set back by an hour, no heartbeat is sent, no metadata asked for and
 * no connection tried again for that hour. Kafka takes no other clock by any setting, so its one class that reads the wall clock is
 * defined here, as it is but for that reading, before Kafka does it itself. See docs/adr/0015.
 */
public final class SteadyTime {
    private static final String KAFKA_CLOCK = "SystemTime.class";
    private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
    private static final MethodTypeDesc READING = MethodTypeDesc.of(CD_long);
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private SteadyTime() {}

    /**
     * For the whole process and its life; before anything of Kafka is used.
     *
     * @param wallMillis the wall clock's reading now, from where it goes on
     * @param nanos {@link System#nanoTime}, read at the same moment
     * @throws IllegalStateException where Kafka is in use already, or reads its clock elsewhere than known
     */
    public static void install(long wallMillis, long nanos) {
        byte[] steady = steady(wallMillis - nanos / NANOS_PER_MILLI);
        try {
            MethodHandles.privateLookupIn(Time.class, MethodHandles.lookup()).defineClass(steady);
        } catch (IllegalAccessException | LinkageError e) {
            throw new IllegalStateException("Kafka's clock was in use before it could be made steady", e);
        }
    }

    private static byte[] steady(long offsetMillis) {
        ClassFile format = ClassFile.of();
        ClassModel original = format.parse(original());
        AtomicInteger replaced = new AtomicInteger();
        byte[] steady = format.transformClass(
                original,
                ClassTransform.transformingMethodBodies(
                        (code, element) -> replace(code, element, offsetMillis, replaced)));
        if (replaced.get() != 1) {
            throw new IllegalStateException("this version of Kafka reads the wall clock " + replaced + " times in "
                    + KAFKA_CLOCK + ", not once; it must be looked at again");
        }
        return steady;
    }

    private static void replace(CodeBuilder code, CodeElement element, long offsetMillis, AtomicInteger replaced) {
        if (element instanceof InvokeInstruction call
                && call.owner().asSymbol().equals(SYSTEM)
                && call.name().equalsString("currentTimeMillis")) {
            code.invokestatic(SYSTEM, "nanoTime", READING)
                    .loadConstant(NANOS_PER_MILLI)
                    .ldiv()
                    .loadConstant(offsetMillis)
                    .ladd();
            replaced.incrementAndGet();
        } else {
            code.with(element);
        }
    }

    private static byte[] original() {
        try (InputStream bytes = Time.class.getResourceAsStream(KAFKA_CLOCK)) {
            if (bytes == null) {
                throw new IllegalStateException("this version of Kafka has no " + KAFKA_CLOCK);
            }
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(KAFKA_CLOCK + " of Kafka cannot be read", e);
        }
    }
}
