package io.rackledger.eventlog.replica;

import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.eventlog.codec.BootPlanCodec;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.codec.WireRecord;
import io.rackledger.eventlog.plans.PlanSink;
import io.rackledger.eventlog.plans.PlanTable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The boot plans: as they stand on the disk until all of the log was read once, and from then on as the log has them. What it has besides is not
 * believed before: a record of long ago must not bring back the plan of long ago. A thread of its own writes, so that a slow disk
 * holds up nobody; of many changes of a plan it writes the last. Thread-safe.
 */
final class PlanReplica implements PlanSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlanReplica.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration TO_STOP = Duration.ofSeconds(5);

    private final ExecutorService notices = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("boot-plan-notices").factory());
    private final PlanTable table = new PlanTable(notices);
    private final RecordFiles files;
    private final Clock clock;
    private final Thread writer;
    private final Map<MacAddress, Optional<BootPlan>> unwritten = new LinkedHashMap<>();
    private Optional<PlanTable> reading = Optional.of(new PlanTable(Runnable::run));
    private Optional<RecordFiles.Position> position;
    private LogVector place = LogVector.START;
    private boolean moved;
    private boolean sweep;
    private boolean closed;
    private int damaged;
    private Optional<String> trouble = Optional.empty();

    PlanReplica(RecordFiles files, Clock clock) throws IOException {
        this.files = files;
        this.clock = clock;
        RecordFiles.Loaded loaded = files.load();
        damaged = loaded.damaged().size();
        loaded.records().forEach(this::load);
        position = files.position();
        writer = Thread.ofPlatform().daemon().name("boot-plan-writer").start(this::write);
    }

    private void load(WireRecord record) {
        try {
            table.put(new MacAddress(record.key()), BootPlanCodec.decode(record));
        } catch (UnreadableException | IllegalArgumentException e) {
            damaged++;
            LOG.error("the boot plan of {} on the disk cannot be read and is left out", record.key(), e);
        }
    }

    PlanTable table() {
        return table;
    }

    @Override
    public synchronized void put(MacAddress mac, BootPlan plan) {
        if (reading.isPresent()) {
            reading.get().put(mac, plan);
        } else {
            table.put(mac, plan);
            changed(mac);
        }
    }

    @Override
    public synchronized void remove(MacAddress mac) {
        if (reading.isPresent()) {
            reading.get().remove(mac);
        } else {
            table.remove(mac);
            changed(mac);
        }
    }

    private void changed(MacAddress mac) {
        unwritten.put(mac, table.byMac(mac));
        notifyAll();
    }

    @Override
    public synchronized void level(LogVector reached) {
        if (reading.isEmpty()) {
            return;
        }
        Map<MacAddress, BootPlan> said = reading.get().byMac();
        Map<MacAddress, BootPlan> before = table.byMac();
        table.become(said);
        reading = Optional.empty();
        Set<MacAddress> all = new HashSet<>(said.keySet());
        all.addAll(before.keySet());
        all.stream()
                .filter(mac -> !Optional.ofNullable(said.get(mac)).equals(Optional.ofNullable(before.get(mac))))
                .forEach(this::changed);
        damaged = 0;
        sweep = true;
        moveTo(reached);
    }

    @Override
    public synchronized void passed(int partition, long next) {
        if (reading.isEmpty()) {
            moveTo(place.with(partition, Math.max(next, place.of(partition))));
        }
    }

    private void moveTo(LogVector reached) {
        place = reached;
        moved = true;
        notifyAll();
    }

    /** How far the files go; empty where nobody knows. */
    synchronized Optional<RecordFiles.Position> position() {
        return position;
    }

    /** Files that were left out and not written anew yet. */
    synchronized int damaged() {
        return damaged;
    }

    /** Why plans are not on the disk; empty where they are. */
    synchronized Optional<String> trouble() {
        return trouble;
    }

    /** @param only keys of all files there should be, where others are to go */
    private record Batch(Map<MacAddress, Optional<BootPlan>> plans, Optional<Set<String>> only, LogVector place) {}

    private void write() {
        try {
            for (Batch batch = next(); batch != null; batch = next()) {
                try {
                    write(batch);
                } catch (IOException e) {
                    failed(batch, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Batch next() throws InterruptedException {
        while (unwritten.isEmpty() && !moved && !closed) {
            wait();
        }
        if (closed && unwritten.isEmpty()) {
            return null;
        }
        Optional<Set<String>> only = sweep
                ? Optional.of(
                        table.byMac().keySet().stream().map(MacAddress::value).collect(Collectors.toSet()))
                : Optional.empty();
        Batch batch = new Batch(new LinkedHashMap<>(unwritten), only, place);
        unwritten.clear();
        moved = false;
        sweep = false;
        return batch;
    }

    private void write(Batch batch) throws IOException {
        for (Map.Entry<MacAddress, Optional<BootPlan>> each : batch.plans().entrySet()) {
            if (each.getValue().isPresent()) {
                files.write(BootPlanCodec.encode(each.getKey(), each.getValue().get(), clock.instant()));
            } else {
                files.remove(each.getKey().value());
            }
        }
        if (batch.only().isPresent()) {
            files.keepOnly(batch.only().get());
        }
        RecordFiles.Position reached = new RecordFiles.Position(batch.place(), clock.instant());
        files.sync();
        files.note(reached);
        synchronized (this) {
            position = Optional.of(reached);
            trouble = Optional.empty();
        }
    }

    private synchronized void failed(Batch batch, IOException why) throws InterruptedException {
        if (trouble.isEmpty()) {
            LOG.error("boot plans cannot be kept on the disk", why);
        }
        trouble = Optional.of("boot plans cannot be kept on the disk: " + why);
        batch.plans().forEach(unwritten::putIfAbsent);
        moved = true;
        sweep |= batch.only().isPresent();
        if (closed) {
            unwritten.clear();
        } else {
            wait(BETWEEN_TRIES.toMillis());
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            if (!writer.join(TO_STOP)) {
                LOG.warn("boot plans could not be written to the disk within {}", TO_STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        notices.shutdown();
    }
}
