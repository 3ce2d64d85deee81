package io.rackledger.command.rest;

import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.BootMode;
import io.rackledger.core.node.HoldCategory;
import io.rackledger.core.node.HoldScope;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.ProvisionVerb;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Schemas of the OpenAPI document that cannot be read off the records: what must be there, closed sets of words, problem and patch. */
final class ApiSchemas {
    private static final List<Class<? extends Record>> RECORDS = List.of(
            EnrollRequest.class,
            InstanceRequest.class,
            StepRequest.class,
            PortController.PortRequest.class,
            PowerController.PowerRequestBody.class,
            PowerController.BootDeviceRequest.class,
            BmcAccountController.BmcAccountRequest.class,
            HoldController.HoldRequest.class,
            NodeAnswer.class,
            WaitAnswer.class,
            HoldAnswer.class,
            CommandController.CommandAnswer.class);

    private ApiSchemas() {}

    /** Completes the schemas in place, in the order of their names. */
    static Map<String, Schema<?>> completed(Map<String, Schema<?>> found) {
        Map<String, Schema<?>> schemas = new TreeMap<>(found);
        schemas.remove("JsonNode");
        RECORDS.forEach(type -> {
            if (schemas.get(type.getSimpleName()) instanceof Schema<?> schema) {
                schema.setRequired(required(type));
            }
        });
        words(schemas, "PowerRequestBody", "action", choices(PowerAction.values()));
        words(schemas, "BootDeviceRequest", "device", choices(BootDevice.values()));
        words(schemas, "BootDeviceRequest", "mode", choices(BootMode.values()));
        words(schemas, "HoldRequest", "category", choices(HoldCategory.values()));
        words(schemas, "HoldRequest", "scope", choices(HoldScope.values()));
        words(schemas, "NodeAnswer", "state", states());
        schemas.put("Problem", problem());
        schemas.put("NodePatch", patch());
        return schemas;
    }

    private static List<String> required(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(part -> part.getType() != Optional.class)
                .filter(part -> !part.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(part -> part.getName())
                .toList();
    }

    private static void words(Map<String, Schema<?>> schemas, String type, String field, List<String> words) {
        if (schemas.get(type) instanceof Schema<?> schema) {
            schema.addProperty(field, new StringSchema()._enum(words));
        }
    }

    private static List<String> choices(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Choice::word).toList();
    }

    static List<String> verbs() {
        return Arrays.stream(ProvisionVerb.values())
                .map(ProvisionVerb::wireName)
                .toList();
    }

    private static List<String> states() {
        return Stream.concat(
                        Arrays.stream(ProvisionState.values()).map(ProvisionState::wireName),
                        Stream.of("deleted", "unknown"))
                .toList();
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .description("RFC 9457 problem.")
                .addProperty("type", text("Stable, /problems/<code>."))
                .addProperty("title", text("One sentence, the same for every problem of the type."))
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", text("What is wrong, with the values concerned."))
                .addProperty("instance", text("Path of the request."))
                .addProperty("code", text("Stable, for programs."))
                .addProperty("field", text("The field or header at fault."))
                .addProperty("remedy", text("What would be accepted."))
                .addProperty("nodeId", text("The node concerned."))
                .addProperty(
                        "node",
                        new ObjectSchema()
                                .description("State of the node, its holders, what it waits for and when that ends."))
                .addProperty("line", new IntegerSchema().description("For user data."))
                .addProperty("column", new IntegerSchema().description("For user data."))
                .required(List.of("type", "title", "status", "detail", "code", "remedy"));
    }

    private static Schema<?> patch() {
        Schema<?> words = new ObjectSchema().additionalProperties(new StringSchema());
        Schema<?> mark = new ObjectSchema().description("{on, reason}; a boolean will do.");
        return new ObjectSchema()
                .description("RFC 7396 merge patch: null takes a value away, what is absent stays.")
                .addProperty("name", new StringSchema())
                .addProperty("driver", new StringSchema())
                .addProperty("bmc", new StringSchema())
                .addProperty("bmcCredential", new StringSchema())
                .addProperty("properties", words)
                .addProperty("resourceClass", new StringSchema())
                .addProperty("traits", new ArraySchema().items(new StringSchema()))
                .addProperty("owner", new StringSchema())
                .addProperty("protected", mark)
                .addProperty("retired", mark);
    }

    private static Schema<?> text(String description) {
        return new StringSchema().description(description);
    }
}
