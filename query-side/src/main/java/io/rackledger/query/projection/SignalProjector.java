package io.rackledger.query.projection;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.SignalWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A signal as a row. Pure. */
final class SignalProjector {
    private final DocumentJson json;

    SignalProjector(DocumentJson json) {
        this.json = json;
    }

    /** Whom it is about, taken apart. */
    private record About(
            Optional<NodeId> node, Optional<MacAddress> mac, Optional<AttemptId> attempt, Optional<BootStage> stage) {
        static About of(SignalSubject subject) {
            return switch (subject) {
                case SignalSubject.OfNode known ->
                    new About(Optional.of(known.node()), Optional.empty(), known.attempt(), known.stage());
                case SignalSubject.OfMac unknown ->
                    new About(Optional.empty(), Optional.of(unknown.mac()), Optional.empty(), Optional.empty());
                case SignalSubject.OfSource _ ->
                    new About(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            };
        }
    }

    Rows project(LogRecord.OfSignal record) {
        Signal signal = record.signal();
        About about = About.of(signal.subject());
        Optional<SignalWords.Served> served = SignalWords.served(signal.body());
        Rows rows = new Rows();
        rows.add(new Row.OfSignal(
                signal.id().value(),
                signal.subject().key(),
                about.node().map(NodeId::value),
                about.mac().map(MacAddress::value),
                signal.source(),
                about.attempt().map(AttemptId::value),
                about.stage().map(BootStage::wireName),
                record.position(),
                signal.seenAt(),
                signal.nodeClock(),
                signal.nodeClock().map(clock -> skew(signal.seenAt(), clock)),
                SignalWords.type(signal.body()),
                SignalWords.lane(signal.body()),
                SignalWords.words(signal.body()),
                served.map(thing -> thing.digest().value()),
                served.map(SignalWords.Served::name),
                served.map(SignalWords.Served::bytes),
                json.write(signal.body())));
        return rows;
    }

    /** The node's clock minus ours; the way of the report is in it, some milliseconds. */
    private static long skew(Instant ours, Instant theirs) {
        return Duration.between(ours, theirs).toMillis();
    }
}
