package io.rackledger.command.process;

import io.rackledger.command.settings.CommandSettings;
import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.TimeTrust;
import io.rackledger.core.node.WaitPolicy;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the process managers; they start and stop with the context. */
@Configuration(proxyBeanMethods = false)
public final class ProcessConfiguration {
    @Bean
    ProcessDoors processDoors(
            Feed feed, NodeStates states, Intake intake, Claims claims, BootPlanLog planLog, BootPlans plans) {
        return new ProcessDoors(feed, states, intake, claims, planLog, plans);
    }

    @Bean
    ProcessRules processRules(WaitPolicy policy, Endpoints endpoints, CommandSettings settings) {
        return new ProcessRules(
                policy,
                endpoints,
                settings.patience(),
                settings.silenceGrace(),
                settings.reservation().dividedBy(2));
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    ProcessManagers processManagers(
            ProcessDoors doors, ProcessRules rules, Clock clock, ObjectProvider<TimeTrust> trust) {
        return new ProcessManagers(doors, rules, clock, trust.getIfAvailable(TimeTrust::always));
    }
}
