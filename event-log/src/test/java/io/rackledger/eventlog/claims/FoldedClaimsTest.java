package io.rackledger.eventlog.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.ClaimResult;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two commands on one node that want the same keys at the same time, for example a request and its repeat. */
final class FoldedClaimsTest {
    private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant UNTIL = AT.plusSeconds(60);
    private static final Instant LATER = AT.plusSeconds(3_600);
    private static final NodeId NODE = new NodeId("00000000-0000-4000-8000-000000000001");
    private static final NodeId OTHER = new NodeId("00000000-0000-4000-8000-000000000002");
    private static final ClaimKey MAC = ClaimKey.of(new MacAddress("52:54:00:00:00:01"));
    private static final ClaimKey NAME = ClaimKey.ofName("web-1");

    private final ClaimTable table = new ClaimTable();
    private final FoldedClaims claims = new FoldedClaims(table, this::append);

    private boolean repeatIsFaster;
    private boolean takenAgain;

    /** Where a release is on its way to the log, the repeat's confirmation may get there first. */
    private CompletableFuture<Boolean> append(ClaimKey key, long sequence, ClaimChange change) {
        if (repeatIsFaster && change instanceof ClaimChange.Released) {
            repeatIsFaster = false;
            table.apply(key, sequence, new ClaimChange.Confirmed(NODE, AT));
        }
        if (takenAgain && change instanceof ClaimChange.Released) {
            takenAgain = false;
            claims.reserve(NODE, Set.of(key), AT, UNTIL);
        }
        return CompletableFuture.completedFuture(table.apply(key, sequence, change));
    }

    @Test
    void keepsWhatTheRepeatOfARefusedReservationHasConfirmed() {
        assertThat(claims.reserve(OTHER, Set.of(NAME), AT, UNTIL)).isCompletedWithValue(new ClaimResult.Granted());
        repeatIsFaster = true;
        assertThat(claims.reserve(NODE, Set.of(MAC, NAME), AT, UNTIL))
                .isCompletedWithValue(new ClaimResult.Taken(NAME, OTHER));
        assertThat(repeatIsFaster).isFalse();
        assertThat(claims.holder(MAC, LATER)).contains(NODE);
    }

    /** A command that stood still between its record and the release, while another took the key for the node again. */
    @Test
    void doesNotReleaseWhatTheNodeHasTakenAgainMeanwhile() {
        claims.reserve(NODE, Set.of(MAC), AT, UNTIL);
        claims.confirm(NODE, Set.of(MAC), AT);
        takenAgain = true;
        assertThat(claims.release(NODE, Set.of(MAC), AT)).isCompletedWithValue(new ClaimResult.Granted());
        assertThat(takenAgain).isFalse();
        assertThat(claims.holder(MAC, LATER)).contains(NODE);
    }

    @Test
    void cancelsNoReservationThatAnotherCommandReliesOn() {
        claims.reserve(NODE, Set.of(MAC), AT, UNTIL);
        claims.reserve(NODE, Set.of(MAC), AT, UNTIL);
        assertThat(claims.cancel(NODE, Set.of(MAC), AT, UNTIL)).isCompletedWithValue(new ClaimResult.Granted());
        assertThat(claims.holder(MAC, AT)).contains(NODE);
        assertThat(claims.holder(MAC, LATER)).isEmpty();
    }

    @Test
    void cancelsAReservationThatNobodyNeeds() {
        claims.reserve(NODE, Set.of(MAC), AT, UNTIL);
        assertThat(claims.cancel(OTHER, Set.of(MAC), AT, UNTIL)).isCompletedWithValue(new ClaimResult.Granted());
        assertThat(claims.holder(MAC, AT)).contains(NODE);
        assertThat(claims.cancel(NODE, Set.of(MAC), AT, UNTIL)).isCompletedWithValue(new ClaimResult.Granted());
        assertThat(claims.holder(MAC, AT)).isEmpty();
    }
}
