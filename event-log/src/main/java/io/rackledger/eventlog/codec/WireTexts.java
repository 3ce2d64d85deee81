package io.rackledger.eventlog.codec;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.boot.LocalBootMethod;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.AccountChange;
import io.rackledger.core.node.AttemptOutcome;
import io.rackledger.core.node.AttemptStage;
import io.rackledger.core.node.BmcTask;
import io.rackledger.core.node.BmcWork;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.BootMode;
import io.rackledger.core.node.DriftPolicy;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.LifecycleAction;
import io.rackledger.core.node.OnExpiry;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.TaskPhase;
import io.rackledger.core.node.Trigger;
import io.rackledger.core.node.WaitClock;
import io.rackledger.core.node.WaitSubject;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.BeaconPath;
import io.rackledger.core.signal.ConsolePath;
import io.rackledger.core.signal.DhcpAnswer;
import io.rackledger.core.signal.DhcpClient;
import io.rackledger.core.signal.TransferEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.module.SimpleModule;

/** Which types are written as one text or one number, and how. Enum names here are the wire: a golden file lists them all. */
final class WireTexts {
    private WireTexts() {}

    /** A type that is written as one text. */
    private record Text<V>(Class<V> type, Function<V, String> write, Function<String, V> parse) {
        void addTo(SimpleModule module) {
            module.addSerializer(
                    type, new ScalarSerializer<>(type, (value, json) -> json.writeString(write.apply(value))));
            module.addDeserializer(type, new ScalarDeserializer<>(type, parse));
        }
    }

    /** A type that is written as one number. */
    private record Number<V>(Class<V> type, Function<V, Long> write, Function<Long, V> make) {
        void addTo(SimpleModule module) {
            module.addSerializer(
                    type, new ScalarSerializer<>(type, (value, json) -> json.writeNumber(write.apply(value))));
            module.addDeserializer(type, new ScalarDeserializer<>(type, text -> make.apply(Long.valueOf(text))));
        }
    }

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("rackledger-wire");
        module.addSerializer(String.class, new WellFormedText());
        texts().forEach(each -> each.addTo(module));
        numbers().forEach(each -> each.addTo(module));
        return module;
    }

    /** The types that are written as one text, each with what makes its values of it; an unknown name is refused. */
    static Map<Class<?>, Function<String, ?>> parsers() {
        Map<Class<?>, Function<String, ?>> parsers = new LinkedHashMap<>();
        texts().forEach(each -> parsers.put(each.type(), each.parse()));
        return parsers;
    }

    /** The types that are written as one number, each with what makes its values of it. */
    static Map<Class<?>, Function<Long, ?>> makers() {
        Map<Class<?>, Function<Long, ?>> makers = new LinkedHashMap<>();
        numbers().forEach(each -> makers.put(each.type(), each.make()));
        return makers;
    }

    private static List<Text<?>> texts() {
        List<Text<?>> texts = new ArrayList<>(List.of(
                new Text<>(Instant.class, Instant::toString, WireTimes::instant),
                new Text<>(Duration.class, Duration::toString, WireTimes::duration),
                new Text<>(NodeId.class, NodeId::value, NodeId::new),
                new Text<>(AttemptId.class, AttemptId::value, AttemptId::new),
                new Text<>(BmcAddress.class, BmcAddress::value, BmcAddress::new),
                new Text<>(CommandId.class, CommandId::value, CommandId::new),
                new Text<>(Digest.class, Digest::value, Digest::new),
                new Text<>(HoldId.class, HoldId::value, HoldId::new),
                new Text<>(MacAddress.class, MacAddress::value, MacAddress::new),
                new Text<>(SignalId.class, SignalId::value, SignalId::new)));
        enums().forEach((type, name) -> texts.add(ofEnum(type, name)));
        return texts;
    }

    private static List<Number<?>> numbers() {
        return List.of(
                new Number<>(WaitId.class, WaitId::number, WaitId::new),
                new Number<>(PowerRequestId.class, PowerRequestId::number, PowerRequestId::new));
    }

    /** Every enum that may stand in an event, with the wire form of its constants. */
    static Map<Class<? extends Enum<?>>, Function<Enum<?>, String>> enums() {
        Map<Class<? extends Enum<?>>, Function<Enum<?>, String>> enums = new LinkedHashMap<>();
        enums.put(ProvisionState.class, each -> ((ProvisionState) each).wireName());
        enums.put(Attribution.class, each -> ((Attribution) each).wireName());
        enums.put(BootStage.class, each -> ((BootStage) each).wireName());
        enums.put(BootPlanKind.class, each -> ((BootPlanKind) each).wireName());
        enums.put(FailureCode.class, Enum::name);
        enums.put(AttemptOutcome.class, WireTexts::hyphened);
        enums.put(AttemptStage.class, WireTexts::hyphened);
        enums.put(AccountChange.class, WireTexts::hyphened);
        enums.put(BmcWork.class, WireTexts::hyphened);
        enums.put(BmcTask.class, WireTexts::hyphened);
        enums.put(TaskPhase.class, WireTexts::hyphened);
        enums.put(BootDevice.class, WireTexts::hyphened);
        enums.put(BootMode.class, WireTexts::hyphened);
        enums.put(HoldCategory.class, WireTexts::hyphened);
        enums.put(HoldScope.class, WireTexts::hyphened);
        enums.put(LifecycleAction.class, WireTexts::hyphened);
        enums.put(LocalBootMethod.class, WireTexts::hyphened);
        enums.put(Link.class, WireTexts::hyphened);
        enums.put(OnExpiry.class, WireTexts::hyphened);
        enums.put(PowerAction.class, WireTexts::hyphened);
        enums.put(PowerState.class, WireTexts::hyphened);
        enums.put(DriftPolicy.class, WireTexts::hyphened);
        enums.put(DhcpAnswer.class, WireTexts::hyphened);
        enums.put(DhcpClient.class, WireTexts::hyphened);
        enums.put(TransferEnd.class, WireTexts::hyphened);
        enums.put(BeaconPath.class, WireTexts::hyphened);
        enums.put(ConsolePath.class, WireTexts::hyphened);
        enums.put(Trigger.class, WireTexts::hyphened);
        enums.put(WaitClock.class, WireTexts::hyphened);
        enums.put(WaitSubject.class, WireTexts::hyphened);
        return enums;
    }

    private static String hyphened(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<?>> Text<E> ofEnum(Class<E> type, Function<Enum<?>, String> name) {
        Map<String, E> byName = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            byName.put(name.apply(constant), constant);
        }
        return new Text<>(type, name::apply, text -> {
            E constant = byName.get(text);
            if (constant == null) {
                throw new UnknownNameException(type.getSimpleName(), text);
            }
            return constant;
        });
    }
}
