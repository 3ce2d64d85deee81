package io.rackledger.eventlog.kafka;

import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What the parts of the log share.
 *
 * @param decided writes node-events and claims: shortest latency
 * @param observed writes everything else
 * @param releases where those go on who waited for the log
 */
record KafkaParts(
        LogSettings settings,
        Clients clients,
        Topics topics,
        LogWriter decided,
        LogWriter observed,
        Executor releases,
        Clock clock) {}
