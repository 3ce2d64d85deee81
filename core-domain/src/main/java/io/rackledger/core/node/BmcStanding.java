package io.rackledger.core.node;

import java.time.Instant;
import java.util.Optional;

/**
 * What the log knows of a node's BMC and of what was asked of the node's power.
 *
 * @param identity which machine the BMC said that it belongs to, when it was first spoken to
 * @param fault why it cannot be worked with; empty while it answers
 * @param toldAt when the newest report on which this rests was made, by the clock of bmc-adapter; empty before the first one
 * @param commanded the power state that was last asked for and confirmed; empty where none was, or where the last request failed
 * @param powerSince when the present power state was first seen; empty before the first look
 * @param askedAt when the power request that is pending was decided
 * @param trustedAt when it became another BMC, or was to be trusted anew; what was believed of one before counts no more. Empty for the first
 */
public record BmcStanding(
        Optional<BmcIdentity> identity,
        Optional<BmcFault> fault,
        Optional<Instant> toldAt,
        Optional<PowerState> commanded,
        Optional<Instant> powerSince,
        Optional<Instant> askedAt,
        Optional<Instant> trustedAt) {
    public static final BmcStanding UNKNOWN = new BmcStanding(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Whether a report of this time tells more than what is known. */
    public boolean isNews(Instant seenAt) {
        return toldAt.filter(known -> !seenAt.isAfter(known)).isEmpty();
    }

    BmcStanding identified(BmcIdentity known, Instant seenAt) {
        return new BmcStanding(
                Optional.of(known), fault, Optional.of(seenAt), commanded, powerSince, askedAt, trustedAt);
    }

    BmcStanding faulty(BmcFault found, Instant seenAt) {
        return new BmcStanding(
                identity, Optional.of(found), Optional.of(seenAt), commanded, powerSince, askedAt, trustedAt);
    }

    BmcStanding answering(Instant seenAt) {
        return new BmcStanding(
                identity, Optional.empty(), Optional.of(seenAt), commanded, powerSince, askedAt, trustedAt);
    }

    /** Another BMC, or the same one that is to be trusted anew. What was asked of the power stays. */
    BmcStanding strange(Instant at) {
        return new BmcStanding(
                Optional.empty(), Optional.empty(), toldAt, commanded, powerSince, askedAt, Optional.of(at));
    }

    /** The same BMC, which may take our account now. */
    BmcStanding trustedAnew() {
        return new BmcStanding(identity, Optional.empty(), toldAt, commanded, powerSince, askedAt, trustedAt);
    }

    BmcStanding asked(Instant at) {
        return new BmcStanding(identity, fault, toldAt, commanded, powerSince, Optional.of(at), trustedAt);
    }

    /** The pending request is over; {@code reached} is the state that it asked for and that was confirmed. */
    BmcStanding ended(Optional<PowerState> reached) {
        return new BmcStanding(identity, fault, toldAt, reached, powerSince, Optional.empty(), trustedAt);
    }

    BmcStanding powerSeen(Instant at) {
        return new BmcStanding(identity, fault, toldAt, commanded, Optional.of(at), askedAt, trustedAt);
    }
}
