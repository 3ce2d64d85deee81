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
import io.rackledger.core.node.AttemptOutcome;
import io.rackledger.core.node.AttemptStage;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.LifecycleAction;
import io.rackledger.core.node.OnExpiry;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.ProvisionState;
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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.module.SimpleModule;

/** Which types are written as one text or one number, and how. Enum names here are the wire: a golden file lists them all. */
final class WireTexts {
    private WireTexts() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("rackledger-wire");
        module.addSerializer(String.class, new WellFormedText());
        values(module);
        enums().forEach((type, name) -> addEnum(module, type, name));
        return module;
    }

    private static void values(SimpleModule module) {
        text(module, Instant.class, Instant::toString, WireTimes::instant);
        text(module, Duration.class, Duration::toString, WireTimes::duration);
        text(module, NodeId.class, NodeId::value, NodeId::new);
        text(module, AttemptId.class, AttemptId::value, AttemptId::new);
        text(module, BmcAddress.class, BmcAddress::value, BmcAddress::new);
        text(module, CommandId.class, CommandId::value, CommandId::new);
        text(module, Digest.class, Digest::value, Digest::new);
        text(module, HoldId.class, HoldId::value, HoldId::new);
        text(module, MacAddress.class, MacAddress::value, MacAddress::new);
        text(module, SignalId.class, SignalId::value, SignalId::new);
        number(module, WaitId.class, WaitId::number, WaitId::new);
        number(module, PowerRequestId.class, PowerRequestId::number, PowerRequestId::new);
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
        enums.put(BootDevice.class, WireTexts::hyphened);
        enums.put(HoldCategory.class, WireTexts::hyphened);
        enums.put(HoldScope.class, WireTexts::hyphened);
        enums.put(LifecycleAction.class, WireTexts::hyphened);
        enums.put(LocalBootMethod.class, WireTexts::hyphened);
        enums.put(Link.class, WireTexts::hyphened);
        enums.put(OnExpiry.class, WireTexts::hyphened);
        enums.put(PowerAction.class, WireTexts::hyphened);
        enums.put(PowerState.class, WireTexts::hyphened);
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

    private static <E extends Enum<?>> void addEnum(
            SimpleModule module, Class<E> type, Function<Enum<?>, String> name) {
        Map<String, E> byName = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            byName.put(name.apply(constant), constant);
        }
        text(module, type, name::apply, text -> {
            E constant = byName.get(text);
            if (constant == null) {
                throw new UnknownNameException(type.getSimpleName(), text);
            }
            return constant;
        });
    }

    private static <V> void text(
            SimpleModule module, Class<V> type, Function<V, String> write, Function<String, V> parse) {
        module.addSerializer(type, new ScalarSerializer<>(type, (value, json) -> json.writeString(write.apply(value))));
        module.addDeserializer(type, new ScalarDeserializer<>(type, parse));
    }

    private static <V> void number(
            SimpleModule module, Class<V> type, Function<V, Long> write, Function<Long, V> make) {
        module.addSerializer(type, new ScalarSerializer<>(type, (value, json) -> json.writeNumber(write.apply(value))));
        module.addDeserializer(type, new ScalarDeserializer<>(type, text -> make.apply(Long.valueOf(text))));
    }
}
