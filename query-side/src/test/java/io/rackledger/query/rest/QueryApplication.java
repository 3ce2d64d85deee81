package io.rackledger.query.rest;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.History;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.query.QuerySideConfiguration;
import io.rackledger.query.QuerySideSettings;
import io.rackledger.query.Rack;
import io.rackledger.query.TestDatabase;
import io.rackledger.query.live.LiveSettings;
import io.rackledger.query.projection.ProjectionSettings;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The query side alone, over the log in memory and a database of its own: what the launcher wires, in small. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(QuerySideConfiguration.class)
public class QueryApplication {
    @Bean
    InMemoryLog log() {
        return new InMemoryLog();
    }

    @Bean
    Rack rack(InMemoryLog log) {
        return new Rack(log.nodeLog(), log.nodeStates(), log.signals());
    }

    @Bean
    Feed feed(InMemoryLog log) {
        return log.feed();
    }

    @Bean
    History history(InMemoryLog log) {
        return log.history();
    }

    @Bean(destroyMethod = "close")
    TestDatabase database() {
        return TestDatabase.fresh();
    }

    @Bean(destroyMethod = "")
    DataSource dataSource(TestDatabase database) {
        return database.dataSource();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    QuerySideSettings settings() {
        return new QuerySideSettings(
                new ProjectionSettings(100, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(5), 10),
                new LiveSettings(Duration.ofMillis(200), Duration.ofSeconds(15), 100, 20),
                Duration.ofSeconds(10),
                Duration.ofMillis(500));
    }
}
