package io.rackledger.launcher.engine;

import io.rackledger.command.CommandSideConfiguration;
import io.rackledger.launcher.probe.Lookout;
import io.rackledger.query.QuerySideConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** The REST API of the command and query sides: one Spring context on one Tomcat with virtual threads. */
final class ApiServer implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private ApiServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** What Spring Boot finds on the class path; all beans of our own come from the rooms' configurations. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static final class Platform {}

    /** @param given doors and settings that the rooms ask for, by bean name */
    static ApiServer start(EngineSettings settings, Map<String, Object> given, Lookout lookout) {
        List<Class<?>> sources = new ArrayList<>(List.of(Platform.class));
        if (settings.has(Role.command)) {
            sources.add(CommandSideConfiguration.class);
        }
        if (settings.has(Role.query)) {
            sources.add(QuerySideConfiguration.class);
        }
        SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(properties(settings));
        application.addInitializers(context -> ApiWatch.install(context.getBeanFactory(), lookout));
        // Singletons that are registered by hand are not closed by Spring: the engine opened them and closes them.
        application.addInitializers(context ->
                given.forEach((name, bean) -> context.getBeanFactory().registerSingleton(name, bean)));
        return new ApiServer(application.run());
    }

    private static Map<String, Object> properties(EngineSettings settings) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "server.address", settings.api().address(),
                "server.port", settings.api().port(),
                "server.shutdown", "graceful",
                "spring.lifecycle.timeout-per-shutdown-phase", "5s",
                "spring.threads.virtual.enabled", "true",
                "spring.jmx.enabled", "false",
                "spring.flyway.enabled", "false",
                "server.tomcat.threads.max", "200"));
        // Tomcat would close every connection after its hundredth request; a busy client should not pay for that.
        properties.put("server.tomcat.max-keep-alive-requests", "-1");
        // The document is part of the API; SpringDoc warns at each start where nobody has said so.
        properties.put("springdoc.api-docs.enabled", "true");
        if (!settings.has(Role.query)) {
            // The driver is on the class path for the query role; without that role there is no database to connect to.
            properties.put("spring.autoconfigure.exclude", DataSourceAutoConfiguration.class.getName());
        }
        return properties;
    }

    <T> Optional<T> bean(Class<T> type) {
        return Optional.ofNullable(context.getBeanProvider(type).getIfAvailable());
    }

    int port() {
        return context instanceof ServletWebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : 0;
    }

    @Override
    public void close() {
        context.close();
    }
}
