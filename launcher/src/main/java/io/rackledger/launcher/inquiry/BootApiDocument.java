package io.rackledger.launcher.inquiry;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import org.springdoc.core.models.GroupedOpenApi;

/** The OpenAPI document of the boot questions. */
public final class BootApiDocument {
    private static final String PROBLEM = "#/components/schemas/" + BootAnswers.Problem.class.getSimpleName();

    private BootApiDocument() {}

    /** Served as {@code /v3/api-docs/boot}, kept in git as {@code docs/openapi-boot.yaml}. */
    public static GroupedOpenApi group() {
        return GroupedOpenApi.builder()
                .group("boot")
                .packagesToScan(BootApiDocument.class.getPackageName())
                .pathsToMatch(BootAnswers.PREFIX + "**")
                .addOpenApiCustomizer(BootApiDocument::complete)
                .build();
    }

    private static void complete(OpenAPI api) {
        api.info(new Info()
                .title("Rackledger boot API")
                .version("v1")
                .description(
                        "What machines are served, and whether all is there for it; answered by the process that serves"
                                + " them. {machine} is a MAC address, or the id or name of a node. Every error is an RFC 9457"
                                + " problem."));
        // The host is not part of the contract.
        api.servers(List.of());
        ModelConverters.getInstance(true)
                .readAll(BootAnswers.Problem.class)
                .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(BootApiDocument::complete);
    }

    private static void complete(Operation operation) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref(PROBLEM));
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("A problem, with code, field at fault and remedy.")
                                .content(new Content().addMediaType("application/problem+json", problem)));
    }
}
