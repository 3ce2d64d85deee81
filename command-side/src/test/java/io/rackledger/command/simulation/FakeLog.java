package io.rackledger.command.simulation;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.signal.Signal;
import io.rackledger.eventlog.claims.ClaimChange;
import io.rackledger.eventlog.codec.NodeRecordCodec;
import io.rackledger.eventlog.fold.Partitioning;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** The log itself: what was written stands there in order, for ever. It takes every record, and leaves it to the readers which are void. */
final class FakeLog {
    static final int PARTITIONS = 2;

    private final VirtualTime time;
    private final Truth truth;
    private final IntConsumer news;
    private final List<List<Entry<LogRecord>>> nodeEvents = new ArrayList<>();
    private final List<List<Entry<LogRecord>>> signals = new ArrayList<>();
    private final List<Entry<Claimed>> claims = new ArrayList<>();
    private final List<Entry<Planned>> plans = new ArrayList<>();
    private long awayUntil;
    private long refusesUntil;

    /** A record and since when it stands there. */
    record Entry<T>(T record, long at) {}

    /** A record of the claims topic. */
    record Claimed(ClaimKey key, long sequence, ClaimChange change) {}

    /** A record of the plans topic; without a plan it withdraws. */
    record Planned(MacAddress mac, Optional<BootPlan> plan) {}

    /** @param news told the partition of every record that a follower may want */
    FakeLog(VirtualTime time, Truth truth, IntConsumer news) {
        this.time = time;
        this.truth = truth;
        this.news = news;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            nodeEvents.add(new ArrayList<>());
            signals.add(new ArrayList<>());
        }
    }

    boolean away() {
        return time.now() < awayUntil;
    }

    long awayFor() {
        return Math.max(0, awayUntil - time.now());
    }

    void goAway(long millis) {
        awayUntil = time.now() + millis;
    }

    /** Whether it answers every write at once with a refusal, as brokers without replicas in sync do, while all can be read. */
    boolean refuses() {
        return time.now() < refusesUntil;
    }

    void refuse(long millis) {
        refusesUntil = time.now() + millis;
    }

    void comeBack() {
        awayUntil = 0;
        refusesUntil = 0;
    }

    List<Entry<LogRecord>> of(LogTopic topic, int partition) {
        return switch (topic) {
            case NODE_EVENTS -> nodeEvents.get(partition);
            case SIGNALS -> signals.get(partition);
        };
    }

    /** Digest of all records of node events as the codec writes them, in their order. */
    String digest() {
        MessageDigest sha = Digest.sha256();
        for (List<Entry<LogRecord>> partition : nodeEvents) {
            for (Entry<LogRecord> entry : partition) {
                if (entry.record() instanceof LogRecord.OfNode(NodeRecord record)) {
                    AppendRequest request = new AppendRequest(
                            record.node(), record.sequence() - 1, record.at(), record.events(), record.context());
                    sha.update(NodeRecordCodec.encode(request, Optional.empty()).value());
                }
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    List<Entry<Claimed>> claims() {
        return claims;
    }

    List<Entry<Planned>> plans() {
        return plans;
    }

    /** The record claims the sequence after the expected one; the fold rule says whether it gets it. */
    NodeRecord append(AppendRequest request) {
        int partition = Partitioning.of(request.node().value(), PARTITIONS);
        List<Entry<LogRecord>> list = nodeEvents.get(partition);
        NodeRecord record = new NodeRecord(
                request.node(),
                request.expectedSequence() + 1,
                new LogPosition(partition, list.size()),
                request.at(),
                request.context(),
                request.events());
        list.add(new Entry<>(new LogRecord.OfNode(record), time.now()));
        truth.appended(record);
        news.accept(partition);
        return record;
    }

    void append(Signal signal) {
        int partition = Partitioning.of(signal.subject().key(), PARTITIONS);
        List<Entry<LogRecord>> list = signals.get(partition);
        LogPosition position = new LogPosition(partition, list.size());
        list.add(new Entry<>(new LogRecord.OfSignal(position, signal), time.now()));
        truth.signal(signal);
        news.accept(partition);
    }

    Claimed claim(ClaimKey key, long sequence, ClaimChange change) {
        Claimed claimed = new Claimed(key, sequence, change);
        claims.add(new Entry<>(claimed, time.now()));
        return claimed;
    }

    void plan(MacAddress mac, Optional<BootPlan> plan) {
        plans.add(new Entry<>(new Planned(mac, plan), time.now()));
    }
}
