package io.rackledger.boot.dhcp;

import io.rackledger.core.signal.SignalBody;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a request leads to. Silence is an answer too: then there is no message. */
record Decision(Optional<Reply> reply, Optional<LeaseChange> change, List<SignalBody> told) {
    static final Decision NOTHING = new Decision(Optional.empty(), Optional.empty(), List.of());

    /**
     * A message and where it goes.
     *
     * @param address broadcast where the machine has no address yet
     * @param binding whether it gives an address away, so that it must not be sent before it is written down
     */
    record Reply(DhcpMessage message, Ipv4 address, int port, boolean binding) {}

    static Decision silent(SignalBody told) {
        return new Decision(Optional.empty(), Optional.empty(), List.of(told));
    }

    static Decision of(Reply reply, SignalBody told) {
        return new Decision(Optional.of(reply), Optional.empty(), List.of(told));
    }

    Decision with(LeaseChange its) {
        return new Decision(reply, Optional.of(its), told);
    }

    /** The same as an operator reads it. */
    DhcpOutlook.Offer asOffer(FirmwareKind firmware) {
        Optional<DhcpMessage> message = reply.map(Reply::message);
        return new DhcpOutlook.Offer(
                firmware,
                message.isPresent(),
                message.map(DhcpMessage::yours).filter(address -> !address.isNone()),
                message.flatMap(DhcpMessage::file),
                told.stream()
                        .flatMap(body -> body instanceof SignalBody.RequestRefused refused
                                ? Stream.of(refused.reason())
                                : Stream.empty())
                        .findFirst());
    }
}
