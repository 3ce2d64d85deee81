package io.rackledger.eventlog.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.ClaimResult;
import io.rackledger.core.door.FormerHolders;
import io.rackledger.core.door.Reservation;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Commands that want the same keys at the same time, or that come long after what they reserved has lapsed. */
final class FoldedClaimsTest {
    private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant LATER = AT.plusSeconds(3_600);
    private static final NodeId NODE = new NodeId("00000000-0000-4000-8000-000000000001");
    private static final NodeId OTHER = new NodeId("00000000-0000-4000-8000-000000000002");
    private static final ClaimKey MAC = ClaimKey.of(new MacAddress("52:54:00:00:00:01"));
    private static final ClaimKey NAME = ClaimKey.ofName("web-1");
    private static final ClaimResult GRANTED = new ClaimResult.Granted();

    private final ClaimTable table = new ClaimTable();
    private final FoldedClaims claims = new FoldedClaims(table, this::append);
    private final List<FormerHolders.Former> asked = new ArrayList<>();

    private boolean repeatIsFaster;
    private boolean takenAgain;

    /** Where a release is on its way to the log, the repeat's confirmation may get there first. */
    private CompletableFuture<Boolean> append(ClaimKey key, long sequence, ClaimChange change) {
        if (repeatIsFaster && change instanceof ClaimChange.Released) {
            repeatIsFaster = false;
            table.apply(key, sequence, new ClaimChange.Confirmed(NODE, AT, Optional.empty()));
        }
        if (takenAgain && change instanceof ClaimChange.Released) {
            takenAgain = false;
            reserve(NODE, 4, AT, key);
        }
        return CompletableFuture.completedFuture(table.apply(key, sequence, change));
    }

    private static Reservation wish(NodeId node, long sequence, Instant at) {
        return new Reservation(node, sequence, at, at.plusSeconds(60));
    }

    /** All that is asked for is given up, and it is remembered what that was. */
    private CompletableFuture<ClaimResult> reserve(NodeId node, long sequence, Instant at, ClaimKey... keys) {
        return claims.reserve(wish(node, sequence, at), Set.of(keys), former -> {
            asked.add(former);
            return CompletableFuture.completedFuture(true);
        });
    }

    @Test
    void keepsWhatTheRepeatOfARefusedReservationHasConfirmed() {
        assertThat(reserve(OTHER, 1, AT, NAME)).isCompletedWithValue(GRANTED);
        repeatIsFaster = true;
        assertThat(reserve(NODE, 1, AT, MAC, NAME)).isCompletedWithValue(new ClaimResult.Taken(NAME, OTHER));
        assertThat(repeatIsFaster).isFalse();
        assertThat(claims.holder(MAC, LATER)).contains(NODE);
    }

    /** A command that stood still between its record and the release, while another took the key for the node again. */
    @Test
    void doesNotReleaseWhatTheNodeHasTakenAgainMeanwhile() {
        reserve(NODE, 1, AT, MAC);
        claims.confirm(NODE, Set.of(MAC), AT);
        takenAgain = true;
        assertThat(claims.release(NODE, Set.of(MAC), 3, AT)).isCompletedWithValue(GRANTED);
        assertThat(takenAgain).isFalse();
        assertThat(claims.holder(MAC, LATER)).contains(NODE);
    }

    @Test
    void cancelsNoReservationThatAnotherCommandReliesOn() {
        reserve(NODE, 1, AT, MAC);
        reserve(NODE, 1, AT, MAC);
        assertThat(claims.cancel(wish(NODE, 1, AT), Set.of(MAC))).isCompletedWithValue(GRANTED);
        assertThat(claims.holder(MAC, AT)).contains(NODE);
        assertThat(claims.holder(MAC, LATER)).isEmpty();
    }

    /** Nor by the one that prolonged it: the first one may still be on its way. */
    @Test
    void cancelsNoReservationThatAnEarlierCommandReliesOn() {
        reserve(NODE, 2, AT, MAC);
        reserve(NODE, 1, AT.plusSeconds(5), MAC);
        claims.cancel(wish(NODE, 1, AT.plusSeconds(5)), Set.of(MAC));
        assertThat(claims.holder(MAC, AT.plusSeconds(64))).contains(NODE);
        reserve(OTHER, 1, LATER, MAC);
        assertThat(asked).containsExactly(new FormerHolders.Former(MAC, NODE, 2));
    }

    @Test
    void cancelsAReservationThatNobodyNeedsSoThatNothingNeedsToBeProven() {
        reserve(NODE, 1, AT, MAC);
        assertThat(claims.cancel(wish(OTHER, 1, AT), Set.of(MAC))).isCompletedWithValue(GRANTED);
        assertThat(claims.holder(MAC, AT)).contains(NODE);
        assertThat(claims.cancel(wish(NODE, 1, AT), Set.of(MAC))).isCompletedWithValue(GRANTED);
        assertThat(claims.holder(MAC, AT)).isEmpty();
        assertThat(reserve(OTHER, 1, AT, MAC)).isCompletedWithValue(GRANTED);
        assertThat(asked).isEmpty();
    }

    /** A node gives a key up, a command takes it again and stands still: the release that comes then frees nothing by itself. */
    @Test
    void asksForProofWhereMoreWasDecidedWithAKeyThatWasReleased() {
        reserve(NODE, 1, AT, MAC);
        claims.confirm(NODE, Set.of(MAC), AT);
        reserve(NODE, 3, AT, MAC);
        claims.release(NODE, Set.of(MAC), 2, AT);
        assertThat(reserve(OTHER, 1, AT, MAC)).isCompletedWithValue(GRANTED);
        assertThat(asked).containsExactly(new FormerHolders.Former(MAC, NODE, 3));
    }

    @Test
    void leavesALapsedKeyToTheNodeThatHasItInTheLog() {
        reserve(NODE, 1, AT, MAC);
        assertThat(claims.reserve(wish(OTHER, 1, LATER), Set.of(MAC), _ -> CompletableFuture.completedFuture(false)))
                .isCompletedWithValue(new ClaimResult.Taken(MAC, NODE));
        assertThat(claims.holder(MAC, LATER)).contains(NODE);
    }

    /** What was proven holds for what was reserved until then. */
    @Test
    void asksAgainWhereTheFormerNodeReservedAnewWhileItWasProven() {
        reserve(NODE, 1, AT, MAC);
        assertThat(claims.reserve(wish(OTHER, 1, LATER), Set.of(MAC), _ -> {
                    reserve(NODE, 2, LATER, MAC);
                    return CompletableFuture.completedFuture(true);
                }))
                .isCompletedWithValue(new ClaimResult.Taken(MAC, NODE));
    }

    @Test
    void confirmsNothingThatAnotherNodeHasReservedEvenWhereThatHasLapsed() {
        reserve(NODE, 1, AT, MAC);
        assertThat(claims.confirm(OTHER, Set.of(MAC), LATER)).isCompletedWithValue(new ClaimResult.Taken(MAC, NODE));
    }

    @Test
    void asksWithoutKnowingTheSequenceWhereAnOlderProgramReserved() {
        table.apply(MAC, 1, new ClaimChange.Reserved(NODE, AT, AT.plusSeconds(60), Optional.empty()));
        reserve(OTHER, 1, LATER, MAC);
        assertThat(asked).containsExactly(new FormerHolders.Former(MAC, NODE, Long.MAX_VALUE));
    }
}
