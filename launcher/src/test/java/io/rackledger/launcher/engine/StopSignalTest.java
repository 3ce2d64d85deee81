package io.rackledger.launcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thread that is gone does nothing any more, and the program around it must not go on as if it did. */
final class StopSignalTest {
    private final Thread.@Nullable UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    private final StopSignal stop = StopSignal.install();

    @AfterEach
    void restore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        stop.done();
    }

    @Test
    void endsTheProgramWhenOneOfItsThreadsDies() throws InterruptedException {
        stop.failOnDeadThreads();
        assertThat(stop.isAsked()).isFalse();
        Thread thread = Thread.ofPlatform().name("process-managers").start(() -> {
            throw new StackOverflowError("too deep");
        });
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        assertThat(stop.await(Duration.ofSeconds(10))).isTrue();
        assertThat(stop.fault())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("process-managers").contains("too deep"));
    }
}
