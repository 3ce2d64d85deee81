package io.rackledger.eventlog.codec;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.identity.TraceParent;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Records of signals: one CloudEvent each, its id the signal's content key. */
public final class SignalCodec {
    private static final String SOURCE = "/rackledger/signals";
    private static final String OF_MAC = "mac:";
    private static final String OF_SOURCE = "source:";

    private SignalCodec() {}

    public static WireRecord encode(Signal signal) {
        SortedMap<String, String> extensions = new TreeMap<>();
        CloudEvent.put(extensions, "seenby", signal.source());
        signal.nodeClock().ifPresent(clock -> extensions.put("nodeclock", clock.toString()));
        signal.trace().ifPresent(trace -> extensions.put("traceparent", trace.value()));
        signal.by().ifPresent(by -> extensions.put("knownby", by.wireName()));
        if (signal.subject() instanceof SignalSubject.OfNode node) {
            node.attempt().ifPresent(attempt -> extensions.put("attempt", attempt.value()));
            node.stage().ifPresent(stage -> extensions.put("stage", stage.wireName()));
        }
        String key = WellFormedText.of(signal.subject().key());
        CloudEvent event = new CloudEvent(
                signal.id().value(),
                SOURCE,
                SignalTypes.of(signal.body()).wireName(),
                key,
                signal.seenAt(),
                extensions,
                SignalTypes.FAMILY.write(signal.body()));
        return CloudEventFormat.write(key, List.of(event));
    }

    /** Reads a signal back; what is not known to this version is refused with the reason. */
    public static Signal decode(WireRecord wire) throws UnreadableException {
        Optional<Signal> plain = PlainSignals.read(wire);
        return plain.isPresent() ? plain.get() : decodeAny(wire);
    }

    /** The general way: every version, every form of CloudEvents. */
    static Signal decodeAny(WireRecord wire) throws UnreadableException {
        List<CloudEvent> events = CloudEventFormat.read(wire);
        CloudEvent event = events.getFirst();
        if (events.size() != 1) {
            throw new UnreadableException("a signal is one event, not " + events.size());
        }
        SignalTypes.FAMILY.requireKnown(event.type());
        SignalBody body = SignalTypes.FAMILY.read(event.type(), event.data());
        try {
            return signal(event.id(), event.subject(), event.time(), event.type(), event::extensionOrEmpty, body);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableException("the signal's attributes cannot be read: " + e.getMessage(), e);
        }
    }

    /** @param extensions by name; empty where one is not there */
    static Signal signal(
            String id, String subject, Instant time, String type, UnaryOperator<String> extensions, SignalBody body)
            throws UnreadableException {
        return new Signal(
                new SignalId(id),
                subject(subject, type, extensions),
                time,
                extensions.apply("seenby"),
                optional(extensions, "nodeclock").map(Instant::parse),
                body,
                TraceParent.parse(extensions.apply("traceparent")),
                optional(extensions, "knownby").flatMap(SignalCodec::attribution));
    }

    private static SignalSubject subject(String subject, String type, UnaryOperator<String> extensions)
            throws UnreadableException {
        if (subject.startsWith(OF_MAC)) {
            return new SignalSubject.OfMac(new MacAddress(subject.substring(OF_MAC.length())));
        }
        if (subject.startsWith(OF_SOURCE)) {
            return new SignalSubject.OfSource(subject.substring(OF_SOURCE.length()));
        }
        Optional<String> stage = optional(extensions, "stage");
        return new SignalSubject.OfNode(
                new NodeId(subject),
                optional(extensions, "attempt").map(AttemptId::new),
                stage.isPresent() ? Optional.of(stage(type, stage.get())) : Optional.empty());
    }

    private static BootStage stage(String type, String wireName) throws UnreadableException {
        for (BootStage stage : BootStage.values()) {
            if (stage.wireName().equals(wireName)) {
                return stage;
            }
        }
        throw new NewerTypeException(type, "boot stage '" + wireName + "' is not known");
    }

    /** A way of knowing that is not known here says nothing: the signal itself is none the worse. */
    private static Optional<Attribution> attribution(String wireName) {
        return Stream.of(Attribution.values())
                .filter(by -> by.wireName().equals(wireName))
                .findFirst();
    }

    private static Optional<String> optional(UnaryOperator<String> extensions, String name) {
        return Optional.of(extensions.apply(name)).filter(text -> !text.isEmpty());
    }
}
