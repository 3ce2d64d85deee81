package io.rackledger.eventlog.codec;

import io.rackledger.eventlog.claims.ClaimChange;
import java.util.List;

/** Wire names and versions of claim changes. */
final class ClaimTypes {
    private static final WireType<ClaimChange> RESERVED =
            new WireType<>("claim.reserved", 1, ClaimChange.Reserved.class);
    private static final WireType<ClaimChange> CONFIRMED =
            new WireType<>("claim.confirmed", 1, ClaimChange.Confirmed.class);
    private static final WireType<ClaimChange> RELEASED =
            new WireType<>("claim.released", 1, ClaimChange.Released.class);

    static final WireFamily<ClaimChange> FAMILY =
            new WireFamily<>(List.of(RESERVED, CONFIRMED, RELEASED), Upcasters.PRESENT);

    private ClaimTypes() {}

    /** The wire type of a variant; a new variant does not compile until it has one. */
    static WireType<ClaimChange> of(ClaimChange value) {
        return switch (value) {
            case ClaimChange.Reserved _ -> RESERVED;
            case ClaimChange.Confirmed _ -> CONFIRMED;
            case ClaimChange.Released _ -> RELEASED;
        };
    }
}
