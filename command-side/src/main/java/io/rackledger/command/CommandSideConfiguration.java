package io.rackledger.command;

import io.rackledger.command.handling.HandlingConfiguration;
import io.rackledger.command.process.ProcessConfiguration;
import io.rackledger.command.rest.RestConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The command side as Spring beans. The launcher imports it and gives, as beans: the doors {@code NodeStates}, {@code Claims},
 * {@code SignalLog}, {@code Documents}, {@code Feed}, {@code BootPlanLog}, {@code BootPlans}; Axon's {@code EventStore} on the log
 * ({@code eventlog.axon}), under the name {@code eventBus}; a {@code Clock}, a {@code WaitPolicy}, {@code CommandSettings} and
 * {@code Endpoints}. No database: commands go on while PostgreSQL is away.
 */
@Configuration(proxyBeanMethods = false)
@Import({HandlingConfiguration.class, ProcessConfiguration.class, RestConfiguration.class})
public final class CommandSideConfiguration {}
