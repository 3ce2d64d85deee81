package io.rackledger.eventlog.claims;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The claims folded from their records, by the same rule as nodes: a change whose sequence does not follow is void. */
public final class ClaimTable {
    private static final Entry NONE = new Entry(new ClaimState.Free(), 0);

    private final Map<ClaimKey, Entry> entries = new ConcurrentHashMap<>();

    /** Applies a change that follows; false where it is void. One thread only. */
    public boolean apply(ClaimKey key, long sequence, ClaimChange change) {
        if (sequence != entry(key).sequence() + 1) {
            return false;
        }
        entries.put(key, new Entry(entry(key).state().after(change), sequence));
        return true;
    }

    public Optional<NodeId> holder(ClaimKey key, Instant at) {
        return entry(key).state().holder(at);
    }

    Entry entry(ClaimKey key) {
        return entries.getOrDefault(key, NONE);
    }

    /** A key's state and how many changes led to it. */
    record Entry(ClaimState state, long sequence) {}
}
