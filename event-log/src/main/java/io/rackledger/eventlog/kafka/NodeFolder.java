package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.codec.NewerTypeException;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.fold.NodeTable;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds the records of node-events and tells the writers of our own ones what became of them. Runs on the follower's thread. */
final class NodeFolder implements Fold {
    private static final Logger LOG = LoggerFactory.getLogger(NodeFolder.class);

    private final NodeRecordReading reading;
    private final NodeTable table;
    private final ReadBack<AppendResult> readBack;
    private final Boundaries boundaries;
    private final SnapshotReader snapshots;
    private final Map<Integer, Long> begun = new ConcurrentHashMap<>();

    NodeFolder(
            NodeRecordReading reading,
            NodeTable table,
            ReadBack<AppendResult> readBack,
            Boundaries boundaries,
            SnapshotReader snapshots) {
        this.reading = reading;
        this.table = table;
        this.readBack = readBack;
        this.boundaries = boundaries;
        this.snapshots = snapshots;
    }

    @Override
    public OptionalLong begin(int partition) {
        OptionalLong place = snapshots.restore(partition);
        place.ifPresent(next -> begun.put(partition, next));
        return place;
    }

    /** Where the partitions with snapshots began. */
    LogVector begunAt() {
        return new LogVector(new TreeMap<>(begun));
    }

    @Override
    public void passed(ConsumerRecord<byte[], byte[]> last) {
        boundaries.pass(last.partition(), Boundaries.anchor(last));
        readBack.release();
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> raw) {
        try {
            NodeRecord record = reading.read(raw);
            boolean applied = table.apply(record);
            NodeStream stream = table.current(record.node());
            readBack.cameBack(
                    raw.headers(),
                    () -> applied ? new AppendResult.Appended(record, stream) : new AppendResult.Lost(stream));
        } catch (NewerTypeException e) {
            // To go on, or to freeze this node alone, would be to decide on a state that is known by half.
            throw Outdated.at(raw, e);
        } catch (UnreadableException e) {
            freeze(raw, String.valueOf(e.getMessage()));
        }
    }

    private void freeze(ConsumerRecord<byte[], byte[]> raw, String reason) {
        String place = raw.topic() + " " + Records.position(raw);
        LOG.error("record {} of key {} cannot be read: {}", place, Records.key(raw), reason);
        try {
            table.freeze(new NodeId(Records.key(raw)), "record " + place + " cannot be read: " + reason);
        } catch (IllegalArgumentException e) {
            LOG.error("record {} belongs to no node: {}", place, e.getMessage());
        }
    }
}
