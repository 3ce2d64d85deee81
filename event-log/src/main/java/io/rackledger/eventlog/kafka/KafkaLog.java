package io.rackledger.eventlog.kafka;

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
import io.rackledger.eventlog.replica.LogReplica;
import io.rackledger.eventlog.snapshot.FoldVersion;
import io.rackledger.eventlog.witness.LogLossException;
import io.rackledger.eventlog.witness.LogWitness;
import io.rackledger.eventlog.witness.Loss;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/**
 * The log on Kafka. Any number of instances, in any number of processes, may be open at a time; none owns anything.
 *
 * <p>The fold of a topic starts when one of its doors is first asked for: a process that only serves boots never folds the nodes. Ask
 * for the doors first, then wait for {@link #ready}.
 */
public final class KafkaLog implements EventLog {
    private static final Duration SIGNAL_LINGER = Duration.ofMillis(1);

    private final KafkaParts parts;
    private final Admin admin;
    private final ExecutorService releases;
    private final TopicWatch watch;
    private final OnDemand<NodesPart> nodes;
    private final OnDemand<ClaimsPart> claims;
    private final OnDemand<PlansPart> plans;
    private final OnDemand<DocumentsPart> documents;

    private KafkaLog(KafkaParts parts, Admin admin, ExecutorService releases) {
        this.parts = parts;
        this.admin = admin;
        this.releases = releases;
        this.watch = TopicWatch.start(admin, parts.topics(), parts.renewals(), parts.stopped());
        this.nodes = new OnDemand<>(() -> new NodesPart(parts));
        this.claims = new OnDemand<>(() -> new ClaimsPart(parts));
        this.plans = new OnDemand<>(() -> new PlansPart(parts));
        this.documents = new OnDemand<>(() -> new DocumentsPart(parts));
    }

    /**
     * Connects, creates topics that are missing, and blocks until they can be written to.
     *
     * @param clock stamps published boot plans
     * @throws IllegalStateException where the brokers do not answer or the topics do not fit; the message says what is wrong
     */
    public static KafkaLog open(LogSettings settings, Clock clock) {
        return open(settings, clock, FoldVersion.present(), Optional.empty(), Optional.empty());
    }

    /** As if the folding code were of this version. */
    static KafkaLog open(LogSettings settings, Clock clock, byte[] foldVersion) {
        return open(settings, clock, foldVersion, Optional.empty(), Optional.empty());
    }

    /**
     * As the other one, but compares the log first with what was seen of it.
     *
     * @param witness closed with the log
     * @throws LogLossException where acknowledged records are not there any more; nothing has been written then
     */
    public static KafkaLog open(LogSettings settings, Clock clock, LogWitness witness) {
        return open(settings, clock, FoldVersion.present(), Optional.of(witness), Optional.empty());
    }

    /**
     * As the other one, and keeps boot plans and documents on this host's disk.
     *
     * @param replica not closed with the log
     */
    public static KafkaLog open(LogSettings settings, Clock clock, LogWitness witness, LogReplica replica) {
        return open(settings, clock, FoldVersion.present(), Optional.of(witness), Optional.of(replica));
    }

    /** Whether brokers answer at all: empty where they do, else why not. */
    public static Optional<String> silence(LogSettings settings, Duration patience) {
        try {
            Admin admin = new Clients(settings).admin();
            try {
                admin.describeCluster().clusterId().get(patience.toMillis(), TimeUnit.MILLISECONDS);
                return Optional.empty();
            } finally {
                // What was asked is not waited for any more.
                admin.close(Duration.ZERO);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return Optional.of("no broker of " + settings.access().bootstrapServers() + " answered within " + patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the question was broken off");
        }
    }

    private static KafkaLog open(
            LogSettings settings,
            Clock clock,
            byte[] foldVersion,
            Optional<LogWitness> witness,
            Optional<LogReplica> replica) {
        Clients clients = new Clients(settings);
        Admin admin = clients.admin();
        try {
            Topics topics = Topics.open(settings, admin);
            LogClock.prepare(settings, admin);
            witness.ifPresent(told -> audit(clients, topics, told));
            LogWriter decided = new LogWriter(
                    () -> clients.producer("decided", settings.pace().linger()));
            LogWriter observed = new LogWriter(() -> clients.producer("observed", SIGNAL_LINGER));
            ExecutorService releases = Executors.newVirtualThreadPerTaskExecutor();
            String instance = Uuid.randomUuid().toString();
            KafkaParts parts = new KafkaParts(
                    instance,
                    settings,
                    clients.withSilence(MemberSilence.allowed(admin)),
                    topics,
                    new CompletableFuture<>(),
                    decided,
                    observed,
                    releases,
                    clock,
                    foldVersion,
                    new ConcurrentHashMap<>(),
                    new Renewals(),
                    new NodeRecordReading(),
                    witness,
                    replica);
            return new KafkaLog(parts, admin, releases);
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    /** Where the fold of node-events began; places that are not named began at their beginning. */
    LogVector begunAt() {
        return nodes.get().begunAt();
    }

    private static void audit(Clients clients, Topics topics, LogWitness witness) {
        List<Loss> losses = new LogAudit(clients, topics).losses(witness);
        if (!losses.isEmpty()) {
            throw new LogLossException(losses);
        }
        witness.start();
    }

    @Override
    public NodeLog nodeLog() {
        return nodes.get().log();
    }

    @Override
    public NodeStates nodeStates() {
        return nodes.get().states();
    }

    @Override
    public History history() {
        return nodes.get().history();
    }

    @Override
    public SignalLog signals() {
        return new KafkaSignalLog(parts);
    }

    @Override
    public Feed feed() {
        return new KafkaFeed(parts);
    }

    @Override
    public BootPlanLog bootPlanLog() {
        return new KafkaBootPlanLog(parts);
    }

    @Override
    public BootPlans bootPlans() {
        return plans.get().plans();
    }

    @Override
    public Documents documents() {
        return documents.get();
    }

    @Override
    public Claims claims() {
        return claims.get().claims();
    }

    @Override
    public CompletableFuture<LogVector> ready() {
        CompletableFuture<LogVector> all =
                nodes.started().map(NodesPart::folded).orElse(CompletableFuture.completedFuture(LogVector.START));
        for (OnDemand<? extends Part> other : List.of(claims, plans, documents)) {
            CompletableFuture<LogVector> folded =
                    other.started().map(Part::folded).orElse(CompletableFuture.completedFuture(LogVector.START));
            all = all.thenCombine(folded, (place, _) -> place);
        }
        return all;
    }

    /**
     * The time of the broker that leads the clock topic, from the moment between call and completion at which it wrote a record of ours.
     * The one clock that all instances see.
     */
    public CompletableFuture<Instant> time() {
        return new LogClock(parts).time();
    }

    @Override
    public CompletableFuture<String> stopped() {
        return parts.stopped().copy();
    }

    @Override
    public Map<String, LogVector> folded() {
        Map<String, LogVector> places = new TreeMap<>();
        parts.folds().forEach((topic, progress) -> places.put(topic.suffix(), progress.now()));
        return places;
    }

    @Override
    public CompletableFuture<Map<String, LogVector>> ends(Duration patience) {
        return parts.topics().ends(patience);
    }

    /** Sends what is under way, then closes. Appends that have not come back answer that their outcome is unknown. */
    @Override
    public void close() {
        watch.close();
        parts.decided().close();
        parts.observed().close();
        for (OnDemand<? extends Part> each : List.of(nodes, claims, plans, documents)) {
            each.started().ifPresent(Part::close);
        }
        parts.witness().ifPresent(LogWitness::close);
        admin.close(Duration.ofSeconds(2));
        releases.shutdown();
    }
}
