package io.rackledger.command;

import io.rackledger.command.settings.CommandSettings;
import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.Documents;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.node.DriftPolicy;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.eventlog.axon.NodeEventStore;
import io.rackledger.eventlog.axon.NodeLogStorageEngine;
import io.rackledger.eventlog.memory.InMemoryLog;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The command side alone, over the log in memory: what the launcher wires, in small. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CommandSideConfiguration.class)
public class CommandSideApplication {
    @Bean
    InMemoryLog log() {
        return new InMemoryLog();
    }

    @Bean
    EventStore eventBus(InMemoryLog log) {
        return NodeEventStore.on(new NodeLogStorageEngine(log.nodeLog(), log.nodeStates(), Duration.ofSeconds(10)));
    }

    @Bean
    NodeLog nodeLog(InMemoryLog log) {
        return log.nodeLog();
    }

    @Bean
    NodeStates nodeStates(InMemoryLog log) {
        return log.nodeStates();
    }

    @Bean
    Claims claims(InMemoryLog log) {
        return log.claims();
    }

    @Bean
    SignalLog signalLog(InMemoryLog log) {
        return log.signals();
    }

    @Bean
    Documents documents(InMemoryLog log) {
        return log.documents();
    }

    @Bean
    Feed feed(InMemoryLog log) {
        return log.feed();
    }

    @Bean
    BootPlanLog bootPlanLog(InMemoryLog log) {
        return log.bootPlanLog();
    }

    @Bean
    BootPlans bootPlans(InMemoryLog log) {
        return log.bootPlans();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    WaitPolicy waitPolicy() {
        return WaitPolicy.standard();
    }

    @Bean
    Endpoints endpoints() {
        return new Endpoints("127.0.0.1:8481", "127.0.0.1:8481", "127.0.0.1:8481");
    }

    @Bean
    CommandSettings commandSettings() {
        return new CommandSettings(
                Duration.ofSeconds(5), Duration.ofSeconds(30), 64 * 1024, Duration.ofSeconds(30), DriftPolicy.RECORD);
    }

    /** A path that fails in a way that nobody foresaw. */
    @RestController
    static final class Broken {
        @GetMapping("/test/broken")
        String fail() {
            throw new IllegalStateException("a secret inner detail");
        }
    }
}
