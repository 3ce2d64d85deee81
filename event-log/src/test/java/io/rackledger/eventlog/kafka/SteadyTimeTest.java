package io.rackledger.eventlog.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Kafka's clock as a fresh process has it: each test loads Kafka anew. */
final class SteadyTimeTest {
    private static final long LONG_AGO = Instant.parse("2001-02-03T04:05:06Z").toEpochMilli();
    private static final long TOLERANCE = Duration.ofHours(1).toMillis();

    @Test
    void letsKafkaGoOnFromTheGivenTimeByTheMonotonicClock() throws Exception {
        try (URLClassLoader fresh = fresh()) {
            install(fresh, LONG_AGO, System.nanoTime());
            assertThat(kafkaMillis(fresh)).isBetween(LONG_AGO, LONG_AGO + TOLERANCE);
        }
    }

    @Test
    void goesWithTheMonotonicClockAlone() throws Exception {
        try (URLClassLoader fresh = fresh()) {
            install(fresh, LONG_AGO, System.nanoTime() - Duration.ofDays(100).toNanos());
            long expected = LONG_AGO + Duration.ofDays(100).toMillis();
            assertThat(kafkaMillis(fresh)).isBetween(expected, expected + TOLERANCE);
        }
    }

    @Test
    void refusesWhereKafkaHasItsClockAlready() throws Exception {
        try (URLClassLoader fresh = fresh()) {
            kafkaMillis(fresh);
            assertThatThrownBy(() -> install(fresh, LONG_AGO, 0))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use before");
        }
    }

    private static void install(ClassLoader loader, long wallMillis, long nanos) throws ReflectiveOperationException {
        loader.loadClass(SteadyTime.class.getName())
                .getMethod("install", long.class, long.class)
                .invoke(null, wallMillis, nanos);
    }

    private static long kafkaMillis(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> time = loader.loadClass("org.apache.kafka.common.utils.Time");
        return (long)
                time.getMethod("milliseconds").invoke(time.getField("SYSTEM").get(null));
    }

    private static URLClassLoader fresh() {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(SteadyTimeTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
