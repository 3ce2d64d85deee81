package io.rackledger.command.process;

import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.node.WaitPolicy;
import java.time.Duration;

/**
 * What the process managers go by.
 *
 * @param patience how long the log may take to answer a question
 * @param silenceGrace how long after a start machines have to show life before their silence during our absence counts
 * @param claimGrace how long an intake has to settle the claims of what it recorded; shorter than a reservation lives
 */
public record ProcessRules(
        WaitPolicy policy, Endpoints endpoints, Duration patience, Duration silenceGrace, Duration claimGrace) {}
