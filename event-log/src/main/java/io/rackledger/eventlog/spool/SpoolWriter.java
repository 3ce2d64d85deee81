package io.rackledger.eventlog.spool;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.signal.Signal;
import io.rackledger.eventlog.codec.SignalCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes signals to the store, many with one sync of the disk, and decides what is left out where there is no room. Confined to one thread. */
final class SpoolWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);

    private final SpoolStore store;
    private final SpoolLimits limits;
    private final Path reserve;
    private final LongAdder dropped = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private boolean telling = true;

    /** A signal on its way to the disk. */
    record Entry(Signal signal, CompletableFuture<LogPosition> kept) {}

    SpoolWriter(SpoolStore store, SpoolLimits limits, Path reserve) {
        this.store = store;
        this.limits = limits;
        this.reserve = reserve;
    }

    /** Signals, no failures, that were not kept for want of room. */
    long dropped() {
        return dropped.sum();
    }

    /** Failures for which not even the reserve had room. */
    long lost() {
        return lost.sum();
    }

    /** Room on the disk that only failures may use. */
    void keepReserve() {
        try {
            if (limits.reserveBytes() > 0 && !Files.exists(reserve)) {
                Files.write(reserve, new byte[limits.reserveBytes()]);
            }
        } catch (IOException e) {
            LOG.warn("the spool has no reserve on its disk: {}", e.toString());
        }
    }

    void write(List<Entry> entries) {
        List<Entry> appended = new ArrayList<>();
        for (Entry entry : entries) {
            Weight weight = Weight.of(entry.signal().body());
            ByteBuffer frame = SpoolFrame.write(SignalCodec.encode(entry.signal()));
            if (store.bytes() + frame.remaining() > limits.roomFor(weight)) {
                refuse(entry, weight, new SpoolFullException("the spool holds " + store.bytes() + " bytes already"));
            } else if (append(entry, weight, frame)) {
                appended.add(entry);
            }
        }
        try {
            store.force();
            telling = true;
            appended.forEach(entry -> entry.kept().complete(LogPosition.START));
        } catch (IOException e) {
            appended.forEach(entry -> refuse(
                    entry,
                    Weight.of(entry.signal().body()),
                    new SpoolFullException("the spool cannot be synced: " + e, e)));
        }
    }

    private boolean append(Entry entry, Weight weight, ByteBuffer frame) {
        try {
            store.append(frame.duplicate());
            return true;
        } catch (IOException e) {
            if (weight == Weight.FAILURE && releaseReserve()) {
                return append(entry, weight, frame);
            }
            refuse(entry, weight, new SpoolFullException("the spool cannot be written: " + e, e));
            return false;
        }
    }

    private boolean releaseReserve() {
        try {
            boolean released = Files.deleteIfExists(reserve);
            if (released) {
                LOG.error("the disk of the spool is full; its reserve for failures is used now");
            }
            return released;
        } catch (IOException e) {
            LOG.error("the reserve of the spool cannot be used", e);
            return false;
        }
    }

    private void refuse(Entry entry, Weight weight, SpoolFullException why) {
        (weight == Weight.FAILURE ? lost : dropped).increment();
        if (telling) {
            telling = false;
            LOG.error(
                    "signals are not kept any more, first one of {}",
                    entry.signal().subject().key(),
                    why);
        }
        entry.kept().completeExceptionally(why);
    }
}
