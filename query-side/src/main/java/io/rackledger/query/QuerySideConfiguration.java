package io.rackledger.query;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.History;
import io.rackledger.query.api.NodeQueryController;
import io.rackledger.query.api.PositionInterceptor;
import io.rackledger.query.api.QueryApiDocument;
import io.rackledger.query.api.QueryProblemAdvice;
import io.rackledger.query.api.StreamController;
import io.rackledger.query.api.UnmappedAdvice;
import io.rackledger.query.api.UpkeepController;
import io.rackledger.query.api.ViewController;
import io.rackledger.query.control.TaskDesk;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.live.LiveStreams;
import io.rackledger.query.projection.ProjectionFollower;
import io.rackledger.query.projection.ProjectionProgress;
import io.rackledger.query.reading.ArtifactAnswers;
import io.rackledger.query.reading.AttemptAnswers;
import io.rackledger.query.reading.DeadLetterAnswers;
import io.rackledger.query.reading.FailureAnswers;
import io.rackledger.query.reading.HashAnswers;
import io.rackledger.query.reading.HealthAnswers;
import io.rackledger.query.reading.HistoryAnswers;
import io.rackledger.query.reading.NodeAnswers;
import io.rackledger.query.reading.QueryDesk;
import io.rackledger.query.reading.RequestAnswers;
import io.rackledger.query.reading.TimelineAnswers;
import io.rackledger.query.reading.WaitAnswers;
import io.rackledger.query.store.PostgresAddress;
import io.rackledger.query.upkeep.Upkeep;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Wires the query side. Needs beans from outside: the doors {@link Feed} and {@link History}, a {@link Clock}, a
 * {@link QuerySideSettings}, and a DataSource made by {@link PostgresAddress#pool}.
 */
@Configuration(proxyBeanMethods = false)
public final class QuerySideConfiguration {
    @Bean
    ProjectionProgress projectionProgress() {
        return new ProjectionProgress();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    ProjectionFollower projectionFollower(
            Feed feed, DataSource dataSource, ProjectionProgress progress, QuerySideSettings settings, Clock clock) {
        return new ProjectionFollower(
                feed, dataSource, progress, settings.projection(), clock, RandomGenerator.getDefault());
    }

    @Bean
    DocumentJson documentJson() {
        return new DocumentJson();
    }

    @Bean
    JdbcClient projectionReader(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Bean
    QueryGateway queryGateway(
            JdbcClient projectionReader,
            DataSource dataSource,
            DocumentJson json,
            Clock clock,
            ProjectionProgress progress,
            Feed feed,
            History history) {
        SimpleQueryBus bus = SimpleQueryBus.builder().build();
        List.of(
                        new NodeAnswers(projectionReader, json, clock, progress),
                        new HistoryAnswers(history, projectionReader, json),
                        new TimelineAnswers(projectionReader, json),
                        new AttemptAnswers(projectionReader, json),
                        new WaitAnswers(projectionReader, json),
                        new FailureAnswers(projectionReader, json),
                        new ArtifactAnswers(projectionReader),
                        new RequestAnswers(projectionReader, json),
                        new DeadLetterAnswers(projectionReader, json),
                        new HashAnswers(dataSource),
                        new HealthAnswers(projectionReader, progress, feed))
                .forEach(answers -> new AnnotationQueryHandlerAdapter<>(answers).subscribe(bus));
        return DefaultQueryGateway.builder().queryBus(bus).build();
    }

    @Bean
    QueryDesk queryDesk(QueryGateway gateway, QuerySideSettings settings) {
        return new QueryDesk(gateway, settings.answer());
    }

    @Bean(destroyMethod = "close")
    LiveStreams liveStreams(
            QuerySideSettings settings,
            Clock clock,
            ProjectionProgress progress,
            JdbcClient projectionReader,
            DocumentJson json) {
        return new LiveStreams(settings.live(), clock, progress, projectionReader, json);
    }

    @Bean
    NodeQueryController nodeQueryController(QueryDesk desk) {
        return new NodeQueryController(desk);
    }

    @Bean
    ViewController viewController(QueryDesk desk) {
        return new ViewController(desk);
    }

    @Bean
    UpkeepController upkeepController(
            QueryDesk desk,
            JdbcClient projectionReader,
            ProjectionProgress progress,
            Clock clock,
            QuerySideSettings settings) {
        return new UpkeepController(
                desk, new Upkeep(new TaskDesk(projectionReader), progress, clock, settings.answer()));
    }

    @Bean
    StreamController streamController(LiveStreams streams) {
        return new StreamController(streams);
    }

    @Bean
    QueryProblemAdvice queryProblemAdvice() {
        return new QueryProblemAdvice();
    }

    @Bean
    UnmappedAdvice unmappedAdvice() {
        return new UnmappedAdvice();
    }

    @Bean
    GroupedOpenApi queryApi() {
        return QueryApiDocument.group();
    }

    @Bean
    WebMvcConfigurer positionWaiting(ProjectionProgress progress, QuerySideSettings settings) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new PositionInterceptor(progress, settings.position()))
                        .addPathPatterns("/api/v1/**");
            }
        };
    }
}
