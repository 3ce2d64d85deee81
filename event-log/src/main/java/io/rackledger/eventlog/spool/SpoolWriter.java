package io.rackledger.eventlog.spool;

import io.rackledger.core.door.SignalRefusedException;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.signal.Signal;
import io.rackledger.eventlog.codec.SignalCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes signals to the store, many with one sync of the disk, and decides what is left out where there is no room. Confined to one thread. */
final class SpoolWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);

    /** Bytes of the largest record of a topic of the log. */
    private static final int LARGEST = 4 << 20;

    private final SpoolStore store;
    private final SpoolLimits limits;
    private final Path reserve;
    private final Refusals refusals;
    private final LongAdder dropped = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private boolean telling = true;

    /** A signal on its way to the disk. */
    record Entry(Signal signal, CompletableFuture<LogPosition> kept) {}

    SpoolWriter(SpoolStore store, SpoolLimits limits, Path reserve, Refusals refusals) {
        this.store = store;
        this.limits = limits;
        this.reserve = reserve;
        this.refusals = refusals;
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
        for (Entry given : entries) {
            Optional<Framed> framed = framed(given);
            if (framed.isEmpty()) {
                continue;
            }
            Entry entry = framed.get().entry();
            Weight weight = Weight.of(entry.signal().body());
            ByteBuffer frame = framed.get().bytes();
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

    private record Framed(Entry entry, ByteBuffer bytes) {}

    /** One that neither a file nor the log can hold is set aside, and what is to be told in its place takes its. */
    private Optional<Framed> framed(Entry entry) {
        try {
            ByteBuffer frame = SpoolFrame.write(SignalCodec.encode(entry.signal()));
            if (frame.remaining() <= LARGEST) {
                return Optional.of(new Framed(entry, frame));
            }
            return setAside(entry, new IllegalArgumentException(frame.remaining() + " bytes are more than " + LARGEST));
        } catch (RuntimeException e) {
            return setAside(entry, e);
        }
    }

    private Optional<Framed> setAside(Entry entry, RuntimeException why) {
        try {
            Optional<Signal> instead = refusals.setAside(
                    entry.signal(), new SignalRefusedException("it cannot be spooled: " + why.getMessage(), why));
            if (instead.isEmpty()) {
                entry.kept().complete(LogPosition.START);
            }
            return instead.map(
                    note -> new Framed(new Entry(note, entry.kept()), SpoolFrame.write(SignalCodec.encode(note))));
        } catch (IOException e) {
            refuse(entry, Weight.FAILURE, new SpoolFullException("it cannot be set aside: " + e, e));
            return Optional.empty();
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
