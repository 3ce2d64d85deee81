package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackledger.core.boot.Step;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.identity.WaitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** Writes documents, and the bodies of events and signals, as JSON; reads back what it wrote. Thread-safe. */
public final class DocumentJson {
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    private static final List<Class<?>> WRITTEN_AS_TEXT = List.of(
            NodeId.class,
            MacAddress.class,
            AttemptId.class,
            BmcAddress.class,
            Digest.class,
            HoldId.class,
            SignalId.class);

    private final JsonMapper mapper;

    public DocumentJson() {
        SimpleModule domain = new SimpleModule("rackledger-documents");
        WRITTEN_AS_TEXT.forEach(type -> domain.addSerializer(type, new ToStringSerializer(type)));
        domain.addSerializer(new NumberOf());
        domain.addSerializer(new RequestNumberOf());
        domain.addSerializer(new NameOf());
        domain.addSerializer(new InstantOf());
        mapper = JsonMapper.builder(
                        JsonFactory.builder().characterEscapes(new WithoutNul()).build())
                .addModule(domain)
                .addMixIn(Step.class, StepWithoutScript.class)
                .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .build();
    }

    /** JSON text of a document, an event or the body of a signal. Steps are written without their scripts. */
    public String write(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** The same in UTF-8. */
    public byte[] bytes(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (StreamWriteException _) {
            // Half a character of two, which has no bytes: another sign stands for it.
            return write(value).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Reads a document back. */
    public <T> T read(String json, Class<T> type) {
        return mapper.readValue(json, type);
    }

    /** Reads the body of an event or signal as plain fields. */
    public Map<String, Object> fields(String json) {
        return mapper.readValue(json, FIELDS);
    }

    /** PostgreSQL reads no JSON with NUL in a text: another sign stands for it. */
    private static final class WithoutNul extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final SerializableString INSTEAD = new SerializedString("\ufffd");

        private final int[] ascii = standardAsciiEscapesForJSON();

        WithoutNul() {
            ascii[0] = ESCAPE_CUSTOM;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return character == 0 ? INSTEAD : null;
        }
    }

    /** Scripts may be long and are nobody's business here. */
    @JsonIgnoreProperties("script")
    private interface StepWithoutScript {}

    private static final class NumberOf extends StdSerializer<WaitId> {
        NumberOf() {
            super(WaitId.class);
        }

        @Override
        public void serialize(WaitId value, JsonGenerator out, SerializationContext context) {
            out.writeNumber(value.number());
        }
    }

    private static final class InstantOf extends StdSerializer<Instant> {
        InstantOf() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializationContext context) {
            out.writeString(InstantText.of(value));
        }
    }

    private static final class RequestNumberOf extends StdSerializer<PowerRequestId> {
        RequestNumberOf() {
            super(PowerRequestId.class);
        }

        @Override
        public void serialize(PowerRequestId value, JsonGenerator out, SerializationContext context) {
            out.writeNumber(value.number());
        }
    }

    @SuppressWarnings("rawtypes") // the handled type of a serializer is a raw class
    private static final class NameOf extends StdSerializer<Enum> {
        NameOf() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator out, SerializationContext context) {
            out.writeString(value instanceof FailureCode code ? code.name() : Wire.of(value));
        }
    }
}
