package io.rackledger.launcher.contract;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.web.method.HandlerMethod;

/** The OpenAPI document of the controllers of one package: what {@link Tells} says, and a problem for everything else. */
public final class ContractDocument {
    private static final String PROBLEM = "#/components/schemas/" + Problem.class.getSimpleName();

    private final String title;
    private final String description;
    private final Map<String, Schema<?>> told = new ConcurrentSkipListMap<>();

    private ContractDocument(String title, String description) {
        this.title = title;
        this.description = description;
    }

    /**
     * Served as {@code /v3/api-docs/NAME}.
     *
     * @param marker a class of the package
     * @param paths which paths are in it
     */
    public static GroupedOpenApi group(String name, Class<?> marker, String paths, String title, String description) {
        ContractDocument document = new ContractDocument(title, description);
        return GroupedOpenApi.builder()
                .group(name)
                .packagesToScan(marker.getPackageName())
                .pathsToMatch(paths)
                .addOperationCustomizer(document::answer)
                .addOpenApiCustomizer(document::complete)
                .build();
    }

    private Operation answer(Operation operation, HandlerMethod method) {
        Tells tells = method.getMethodAnnotation(Tells.class);
        if (tells == null) {
            throw new IllegalStateException(method + " does not say what it tells; annotate it with @Tells");
        }
        ResolvedSchema found = ModelConverters.getInstance(true)
                .resolveAsResolvedSchema(new AnnotatedType(tells.value()).resolveAsRef(true));
        found.referencedSchemas.forEach(told::put);
        operation.getResponses().addApiResponse("200", response("OK", "application/json", found.schema));
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        response(
                                "A problem, with code, field at fault and remedy.",
                                "application/problem+json",
                                new Schema<>().$ref(PROBLEM)));
        return operation;
    }

    private static ApiResponse response(String description, String type, Schema<?> schema) {
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(type, new MediaType().schema(schema)));
    }

    private void complete(OpenAPI api) {
        api.info(new Info().title(title).version("v1").description(description));
        // The host is not part of the contract.
        api.servers(List.of());
        told.forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
        ModelConverters.getInstance(true)
                .readAll(Problem.class)
                .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
        Paths sorted = new Paths();
        new TreeMap<>(api.getPaths()).forEach(sorted::addPathItem);
        api.setPaths(sorted);
    }
}
