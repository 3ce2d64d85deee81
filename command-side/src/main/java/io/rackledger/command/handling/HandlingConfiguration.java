package io.rackledger.command.handling;

import io.rackledger.command.settings.CommandSettings;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.node.WaitPolicy;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the way of a command. */
@Configuration(proxyBeanMethods = false)
public class HandlingConfiguration {
    @Bean
    ClaimDesk claimDesk(Claims claims, CommandSettings settings) {
        return new ClaimDesk(claims, settings.reservation(), settings.patience());
    }

    @Bean
    Intake intake(NodeStates states, NodeLog log, ClaimDesk claims, WaitPolicy policy, CommandSettings settings) {
        return new DirectIntake(
                states,
                log,
                claims,
                new Judge(policy),
                Executors.newVirtualThreadPerTaskExecutor(),
                settings.patience());
    }
}
