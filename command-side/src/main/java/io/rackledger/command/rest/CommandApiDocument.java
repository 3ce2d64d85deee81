package io.rackledger.command.rest;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.models.GroupedOpenApi;
import org.springdoc.core.utils.SpringDocUtils;

/** The OpenAPI document of the command API; what all operations have in common is added here. */
final class CommandApiDocument {
    private CommandApiDocument() {}

    /** Served as {@code /v3/api-docs/command}, kept in git as {@code docs/openapi-command.yaml}. */
    static GroupedOpenApi group() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
        return GroupedOpenApi.builder()
                .group("command")
                .packagesToScan(CommandApiDocument.class.getPackageName())
                .pathsToMatch("/api/v1/**")
                .addOpenApiCustomizer(CommandApiDocument::complete)
                .build();
    }

    private static void complete(OpenAPI api) {
        api.info(
                new Info()
                        .title("Rackledger command API")
                        .version("v1")
                        .description(
                                "Commands to nodes. A command is in the log for ever when it is answered; every error is an"
                                        + " RFC 9457 problem with code, field at fault and remedy. {id} is a node's UUID or its name."));
        // The host is not part of the contract.
        api.servers(List.of());
        Map<String, Schema<?>> found = new TreeMap<>();
        api.getComponents().getSchemas().forEach(found::put);
        @SuppressWarnings("rawtypes") // swagger declares it so.
        Map<String, Schema> schemas = new LinkedHashMap<>(ApiSchemas.completed(found));
        api.getComponents().setSchemas(schemas);
        Paths paths = new Paths();
        new TreeMap<>(api.getPaths()).forEach(paths::addPathItem);
        api.setPaths(paths);
        api.getPaths().values().forEach(CommandApiDocument::complete);
    }

    private static void complete(PathItem path) {
        path.readOperationsMap().forEach((method, operation) -> {
            verbs(operation);
            if (method == PathItem.HttpMethod.PATCH) {
                operation
                        .getRequestBody()
                        .getContent()
                        .values()
                        .forEach(body -> body.setSchema(reference("NodePatch")));
            }
            if (method != PathItem.HttpMethod.GET) {
                callerHeaders(operation, method == PathItem.HttpMethod.PATCH);
                answerHeaders(operation);
            }
            operation.getResponses().addApiResponse("default", problemAnswer());
        });
    }

    private static void callerHeaders(Operation operation, boolean versionNeeded) {
        operation.addParametersItem(header(
                CallerResolver.COMMAND_HEADER,
                "Identity of the command: a repeat under the same key gets the first answer. Made by the server where absent.",
                false));
        operation.addParametersItem(header(
                "If-Match",
                "ETag of the node that the command is meant for; 412 where the node is at another version.",
                versionNeeded));
        operation.addParametersItem(
                header(CallerResolver.ACTOR_HEADER, "Who asks; stands in the log as operator:<name>.", false));
        operation.addParametersItem(header("traceparent", "W3C trace context; stands in the log.", false));
    }

    private static Parameter header(String name, String description, boolean required) {
        return new Parameter()
                .in("header")
                .name(name)
                .description(description)
                .required(required)
                .schema(new StringSchema());
    }

    private static void answerHeaders(Operation operation) {
        Map<String, Header> headers = new TreeMap<>();
        headers.put("ETag", told("Version of the node after the command."));
        headers.put(NodeAnswer.POSITION_HEADER, told("Place of the command's record in the log, partition:offset."));
        headers.put(CallerResolver.COMMAND_HEADER, told("The command's id."));
        operation.getResponses().values().forEach(answer -> answer.headers(headers));
    }

    private static void verbs(Operation operation) {
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        parameters.stream()
                .filter(parameter -> "verb".equals(parameter.getName()))
                .forEach(parameter -> parameter.schema(new StringSchema()._enum(ApiSchemas.verbs())));
    }

    private static Schema<?> reference(String schema) {
        return new Schema<>().$ref("#/components/schemas/" + schema);
    }

    private static Header told(String description) {
        return new Header().description(description).schema(new StringSchema());
    }

    private static ApiResponse problemAnswer() {
        MediaType problem = new MediaType().schema(reference("Problem"));
        return new ApiResponse()
                .description("A problem.")
                .content(new Content().addMediaType("application/problem+json", problem));
    }
}
