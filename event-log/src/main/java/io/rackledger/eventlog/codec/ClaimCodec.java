package io.rackledger.eventlog.codec;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.eventlog.claims.ClaimChange;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records of claims: one change of one key each, with the key's own sequence. */
public final class ClaimCodec {
    private static final String SOURCE = "/rackledger/claims";

    private ClaimCodec() {}

    /** A change as read back. */
    public record SequencedChange(ClaimKey key, long sequence, ClaimChange change) {}

    public static WireRecord encode(ClaimKey key, long sequence, ClaimChange change) {
        SortedMap<String, String> extensions = new TreeMap<>();
        extensions.put("sequence", Long.toString(sequence));
        CloudEvent event = new CloudEvent(
                key + "/" + sequence,
                SOURCE,
                ClaimTypes.of(change).wireName(),
                key.value(),
                change.at(),
                extensions,
                ClaimTypes.FAMILY.write(change));
        return CloudEventFormat.write(key.value(), List.of(event));
    }

    /** Reads a change back; what is not known to this version is refused with the reason. */
    public static SequencedChange decode(WireRecord wire) throws UnreadableException {
        CloudEvent event = CloudEventFormat.read(wire).getFirst();
        ClaimTypes.FAMILY.requireKnown(event.type());
        try {
            return new SequencedChange(
                    new ClaimKey(wire.key()),
                    Long.parseLong(event.extension("sequence")),
                    ClaimTypes.FAMILY.read(event.type(), event.data()));
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("the claim cannot be read: " + e.getMessage(), e);
        }
    }
}
