package io.rackledger.query.api;

import io.rackledger.query.document.ProblemDocument;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import org.springdoc.core.models.GroupedOpenApi;

/** The OpenAPI document of the query API; what all operations have in common is added here. */
public final class QueryApiDocument {
    private static final String PROBLEM = "#/components/schemas/" + ProblemDocument.class.getSimpleName();

    private QueryApiDocument() {}

    /** Served as {@code /v3/api-docs/query}, kept in git as {@code docs/openapi-query.yaml}. */
    public static GroupedOpenApi group() {
        return GroupedOpenApi.builder()
                .group("query")
                .packagesToScan(QueryApiDocument.class.getPackageName())
                .addOpenApiCustomizer(QueryApiDocument::complete)
                .build();
    }

    private static void complete(OpenAPI api) {
        api.info(new Info()
                .title("Rackledger query API")
                .version("v1")
                .description("Reads of the projections and of the log. Every error is an RFC 9457 problem."));
        // The host is not part of the contract.
        api.servers(List.of());
        ModelConverters.getInstance(true)
                .readAll(ProblemDocument.class)
                .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(QueryApiDocument::complete);
    }

    private static void complete(Operation operation) {
        operation.addParametersItem(new Parameter()
                .in("query")
                .name(PositionInterceptor.PARAMETER)
                .required(false)
                .description("Wait until the projections have passed this position of node-events, "
                        + "as partition:offset; 503 where they do not in time.")
                .schema(new StringSchema().example("3:1207")));
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
