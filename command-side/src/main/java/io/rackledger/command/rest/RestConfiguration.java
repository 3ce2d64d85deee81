package io.rackledger.command.rest;

import io.rackledger.command.settings.CommandSettings;
import io.rackledger.core.door.AccountVault;
import io.rackledger.core.door.Documents;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.SignalLog;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Wires the command REST API. */
@Configuration(proxyBeanMethods = false)
public final class RestConfiguration {
    @Bean
    CommandDesk commandDesk(Intake intake, Clock clock, CommandSettings settings) {
        return new CommandDesk(intake, clock, settings.patience());
    }

    @Bean
    NodeNames nodeNames(NodeStates states, CommandSettings settings) {
        return new NodeNames(states, settings.patience().dividedBy(4));
    }

    @Bean
    UserData userData(Documents documents, CommandSettings settings) {
        return new UserData(documents, settings.patience());
    }

    @Bean
    NodeController nodeController(CommandDesk desk, NodeNames names) {
        return new NodeController(desk, names);
    }

    @Bean
    PortController portController(CommandDesk desk, NodeNames names) {
        return new PortController(desk, names);
    }

    @Bean
    ActionController actionController(
            CommandDesk desk, NodeNames names, UserData userData, SignalLog signals, Clock clock) {
        return new ActionController(desk, names, userData, new UserDataRefusals(signals, clock));
    }

    @Bean
    BmcAccountController bmcAccountController(
            CommandDesk desk, NodeNames names, NodeStates states, ObjectProvider<AccountVault> vault) {
        return new BmcAccountController(desk, names, states, vault);
    }

    @Bean
    PowerController powerController(CommandDesk desk, NodeNames names) {
        return new PowerController(desk, names);
    }

    @Bean
    HoldController holdController(CommandDesk desk, NodeNames names) {
        return new HoldController(desk, names);
    }

    @Bean
    CommandController commandController(NodeStates states, NodeNames names, CommandSettings settings) {
        return new CommandController(states, names, settings.patience());
    }

    @Bean
    ProblemAdvice problemAdvice() {
        return new ProblemAdvice();
    }

    @Bean
    ProblemErrors problemErrors() {
        return new ProblemErrors();
    }

    /** Fields that nobody knows are refused: a typing error must not pass for a wish. */
    @Bean
    JsonMapperBuilderCustomizer strictBodies() {
        return builder -> builder.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(CommandSettings settings, JsonMapper json) {
        FilterRegistrationBean<BodyLimit> registration =
                new FilterRegistrationBean<>(new BodyLimit(settings.bodyLimit(), json));
        registration.addUrlPatterns("/api/v1/*");
        return registration;
    }

    @Bean
    FilterRegistrationBean<WholeAnswers> wholeAnswers() {
        FilterRegistrationBean<WholeAnswers> registration = new FilterRegistrationBean<>(new WholeAnswers());
        registration.addUrlPatterns("/api/v1/*");
        return registration;
    }

    /** Errors of Tomcat's own, which no controller ever sees. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }

    @Bean
    GroupedOpenApi commandApiDocument() {
        return CommandApiDocument.group();
    }

    @Bean
    WebMvcConfigurer callerFromHeaders() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver(new SecureRandom()));
            }
        };
    }
}
