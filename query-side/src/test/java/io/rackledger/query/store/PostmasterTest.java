package io.rackledger.query.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class PostmasterTest {
    /** Its parent has become a program that never asks after its children, as the first process of many containers. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void takesAZombieForDead() throws IOException {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.5 & echo $!; exec sleep 60").start();
        try {
            ProcessHandle child = ProcessHandle.of(
                            Long.parseLong(parent.inputReader().readLine()))
                    .orElseThrow();
            await().atMost(Duration.ofSeconds(20)).until(() -> !new Postmaster(child).isAlive());
            assertThat(child.isAlive())
                    .as("the process is there, as nobody has asked after it")
                    .isTrue();
            assertThat(new Postmaster(child).endsWithin(Duration.ofSeconds(1))).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void waitsNoLongerThanItMayForOneThatLives() throws IOException {
        Process living = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(new Postmaster(living.toHandle()).endsWithin(Duration.ofMillis(200)))
                    .isFalse();
        } finally {
            living.destroyForcibly();
        }
    }
}
