package io.rackledger.launcher.management;

import io.rackledger.launcher.inquiry.BootAnswers.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.TreeMap;
import org.springdoc.core.models.GroupedOpenApi;

/** The OpenAPI document of the questions to BMCs. */
public final class BmcApiDocument {
    private static final String PROBLEM = "#/components/schemas/" + Problem.class.getSimpleName();

    private BmcApiDocument() {}

    /** Served as {@code /v3/api-docs/bmc}, kept in git as {@code docs/openapi-bmc.yaml}. */
    public static GroupedOpenApi group() {
        return GroupedOpenApi.builder()
                .group("bmc")
                .packagesToScan(BmcApiDocument.class.getPackageName())
                .pathsToMatch("/api/v1/nodes/*/bmc/**")
                .addOpenApiCustomizer(BmcApiDocument::complete)
                .build();
    }

    private static void complete(OpenAPI api) {
        api.info(new Info()
                .title("Rackledger BMC API")
                .version("v1")
                .description(
                        "What the BMCs of nodes tell, and their serial consoles; answered by processes of role bmc. {id} is a"
                                + " node's UUID or its name. Every error is an RFC 9457 problem; its code is BMC_ and the kind of"
                                + " failure where the BMC is the cause, such as BMC_UNREACHABLE or BMC_AUTH."));
        // The host is not part of the contract.
        api.servers(List.of());
        ModelConverters.getInstance(true)
                .readAll(Problem.class)
                .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
        Paths sorted = new Paths();
        new TreeMap<>(api.getPaths()).forEach(sorted::addPathItem);
        api.setPaths(sorted);
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(BmcApiDocument::complete);
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
