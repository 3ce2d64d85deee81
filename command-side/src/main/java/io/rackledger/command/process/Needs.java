package io.rackledger.command.process;

import io.rackledger.core.node.Node;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Where in the log the signals lie on which rests what was observed of a node: who takes over must read from there to know as much. A signal
 * that was judged and left no trace is never needed again.
 *
 * @param chain offset of the first signal of the chain that was seen last
 * @param report offset of the effector's report
 * @param reading offset of the newest background reading
 * @param contact offset of the newest word on whether the BMC can be worked with
 * @param identity offset of the newest word on which machine it belongs to
 */
record Needs(long chain, long report, long reading, long contact, long identity) {
    static final Needs NOTHING = new Needs(-1, -1, -1, -1, -1);

    /** After a signal that led from what was known to what is known now. */
    Needs with(Observed before, Observed now, long offset) {
        boolean otherChain =
                !now.chain().map(c -> c.chain()).equals(before.chain().map(c -> c.chain()));
        boolean otherReport = !now.powerReport().equals(before.powerReport());
        boolean otherReading = !now.powerRead().equals(before.powerRead());
        boolean otherContact = !now.bmcContact().equals(before.bmcContact());
        boolean otherIdentity = !now.bmcIdentity().equals(before.bmcIdentity());
        return new Needs(
                otherChain ? offset : chain,
                otherReport ? offset : report,
                otherReading ? offset : reading,
                otherContact ? offset : contact,
                otherIdentity ? offset : identity);
    }

    /** The oldest of those that can still matter in this state of the node. */
    OptionalLong from(Observed seen, Node node, Instant powerKnownAt) {
        boolean inChain = seen.chain()
                .filter(links -> Observed.presentChain(node)
                        .filter(links.chain()::equals)
                        .isPresent())
                .isPresent();
        boolean reported =
                seen.powerReport().filter(signal -> answers(node, signal)).isPresent();
        boolean unsaid = seen.powerRead()
                .filter(signal -> signal.seenAt().isAfter(powerKnownAt))
                .filter(signal -> differs(node, signal))
                .isPresent();
        boolean contactUnsaid = BmcNews.of(node, seen.bmcContact()).isPresent();
        boolean identityUnsaid = BmcNews.of(node, seen.bmcIdentity()).isPresent();
        return LongStream.of(
                        inChain ? chain : -1,
                        reported ? report : -1,
                        unsaid ? reading : -1,
                        contactUnsaid ? contact : -1,
                        identityUnsaid ? identity : -1)
                .filter(offset -> offset >= 0)
                .min();
    }

    private static boolean answers(Node node, Signal signal) {
        return signal.body() instanceof SignalBody.PowerReported report
                && node.pendingPower()
                        .map(PowerRequest::id)
                        .filter(report.request()::equals)
                        .isPresent();
    }

    private static boolean differs(Node node, Signal signal) {
        return signal.body() instanceof SignalBody.PowerRead(var power) && power != node.power();
    }
}
