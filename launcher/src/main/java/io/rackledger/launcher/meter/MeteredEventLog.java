package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.Documents;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.History;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.SignalLog;
import io.rackledger.eventlog.EventLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The log with meters at its doors. Those that only read memory are handed on as they are. */
public final class MeteredEventLog implements EventLog {
    private final EventLog log;
    private final MeterRegistry registry;
    private final WriteWatch watch;
    private final FollowerBoard followers;

    public MeteredEventLog(EventLog log, MeterRegistry registry, WriteWatch watch) {
        this.log = log;
        this.registry = registry;
        this.watch = watch;
        this.followers = new FollowerBoard(registry);
    }

    /** Where those who follow this log stand. */
    public FollowerBoard followers() {
        return followers;
    }

    @Override
    public NodeLog nodeLog() {
        return new MeteredNodeLog(log.nodeLog(), registry, watch);
    }

    @Override
    public NodeStates nodeStates() {
        return log.nodeStates();
    }

    @Override
    public History history() {
        return log.history();
    }

    @Override
    public SignalLog signals() {
        return new MeteredSignalLog(log.signals(), registry, watch);
    }

    @Override
    public Feed feed() {
        return new MeteredFeed(log.feed(), followers);
    }

    @Override
    public BootPlanLog bootPlanLog() {
        return new MeteredPlanLog(log.bootPlanLog(), registry);
    }

    @Override
    public BootPlans bootPlans() {
        return log.bootPlans();
    }

    @Override
    public Documents documents() {
        return log.documents();
    }

    @Override
    public Claims claims() {
        return new MeteredClaims(log.claims(), registry);
    }

    @Override
    public CompletableFuture<LogVector> ready() {
        return log.ready();
    }

    @Override
    public CompletableFuture<String> stopped() {
        return log.stopped();
    }

    @Override
    public Map<String, LogVector> folded() {
        return log.folded();
    }

    @Override
    public CompletableFuture<Map<String, LogVector>> ends(Duration patience) {
        return log.ends(patience);
    }

    @Override
    public void close() {
        log.close();
    }
}
