package io.rackledger.eventlog.replica;

import io.rackledger.core.door.Documents;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.Digest;
import io.rackledger.eventlog.codec.WireRecord;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents on the disk, and behind them the log where there is one. What the log erases is erased here before its record counts as read.
 * Thread-safe.
 */
public final class DocumentReplica implements Documents {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentReplica.class);

    private final RecordFiles files;
    private final Clock clock;
    private final Set<Digest> present = new HashSet<>();
    private Optional<Set<Digest>> reading = Optional.of(new HashSet<>());
    private Optional<Documents> log = Optional.empty();
    private Optional<RecordFiles.Position> position;
    private LogVector place = LogVector.START;
    private int damaged;
    private Optional<String> trouble = Optional.empty();

    DocumentReplica(RecordFiles files, Clock clock) throws IOException {
        this.files = files;
        this.clock = clock;
        RecordFiles.Loaded loaded = files.load();
        damaged = loaded.damaged().size();
        for (WireRecord record : loaded.records()) {
            if (Digest.of(record.value()).value().equals(record.key())) {
                present.add(new Digest(record.key()));
            } else {
                damaged++;
                LOG.error("document {} on the disk is not what its name says and is left out", record.key());
            }
        }
        position = files.position();
    }

    /** From now on there is a log to ask for what is not here. */
    public synchronized void connect(Documents found) {
        log = Optional.of(found);
    }

    private synchronized Optional<Documents> log() {
        return log;
    }

    private CompletableFuture<Digest> without() {
        return CompletableFuture.failedFuture(
                new IllegalStateException("the log is away, and it alone takes documents"));
    }

    @Override
    public CompletableFuture<Digest> put(byte[] content) {
        return log().map(there -> there.put(content)).orElseGet(this::without);
    }

    @Override
    public CompletableFuture<Digest> erase(Digest digest) {
        return log().map(there -> there.erase(digest)).orElseGet(this::without);
    }

    @Override
    public Optional<byte[]> get(Digest digest) {
        return here(digest).or(() -> log().flatMap(there -> there.get(digest)));
    }

    private synchronized Optional<byte[]> here(Digest digest) {
        if (!present.contains(digest)) {
            return Optional.empty();
        }
        try {
            Optional<byte[]> whole = files.read(digest.value())
                    .map(WireRecord::value)
                    .filter(content -> Digest.of(content).equals(digest));
            if (whole.isEmpty()) {
                gone(digest, "it is not whole any more");
            }
            return whole;
        } catch (IOException e) {
            gone(digest, e.toString());
            return Optional.empty();
        }
    }

    private void gone(Digest digest, String why) {
        present.remove(digest);
        damaged++;
        LOG.error("document {} on the disk cannot be used: {}", digest, why);
    }

    /** The log has it. */
    public synchronized void told(Digest digest, byte[] content) {
        reading.ifPresent(seen -> seen.add(digest));
        if (present.contains(digest)) {
            return;
        }
        try {
            files.write(new WireRecord(digest.value(), Map.of(), content));
            files.sync();
            present.add(digest);
            trouble = Optional.empty();
        } catch (IOException e) {
            failed("document " + digest + " cannot be kept on the disk", e);
        }
    }

    /** The log has it no more. */
    public synchronized void erased(Digest digest) {
        reading.ifPresent(seen -> seen.remove(digest));
        remove(digest);
    }

    private void remove(Digest digest) {
        present.remove(digest);
        try {
            files.remove(digest.value());
            files.sync();
        } catch (IOException e) {
            failed("document " + digest + " cannot be erased from the disk", e);
        }
    }

    private void failed(String what, IOException why) {
        trouble = Optional.of(what + ": " + why);
        LOG.error("{}", what, why);
    }

    /** All that was in the topic when it began to be read has been told: what was not told of is no document of this log any more. */
    public synchronized void level(LogVector reached) {
        if (reading.isEmpty()) {
            return;
        }
        Set<Digest> said = reading.get();
        reading = Optional.empty();
        damaged = 0;
        present.retainAll(said);
        try {
            files.keepOnly(said.stream().map(Digest::value).collect(Collectors.toSet()));
        } catch (IOException e) {
            failed("documents that the log has no more cannot be erased from the disk", e);
        }
        moveTo(reached);
    }

    /** What lies before that place of a partition has been told. */
    public synchronized void passed(int partition, long next) {
        if (reading.isEmpty()) {
            moveTo(place.with(partition, Math.max(next, place.of(partition))));
        }
    }

    private void moveTo(LogVector reached) {
        place = reached;
        RecordFiles.Position fresh = new RecordFiles.Position(reached, clock.instant());
        try {
            files.note(fresh);
            position = Optional.of(fresh);
        } catch (IOException e) {
            failed("how far documents were read cannot be noted", e);
        }
    }

    synchronized Optional<RecordFiles.Position> position() {
        return position;
    }

    synchronized int count() {
        return present.size();
    }

    synchronized int damaged() {
        return damaged;
    }

    synchronized Optional<String> trouble() {
        return trouble;
    }
}
