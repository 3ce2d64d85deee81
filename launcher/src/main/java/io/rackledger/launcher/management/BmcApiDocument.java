package io.rackledger.launcher.management;

import io.rackledger.launcher.contract.ContractDocument;
import org.springdoc.core.models.GroupedOpenApi;

/** The OpenAPI document of what is asked of BMCs, and done at them. */
public final class BmcApiDocument {
    private BmcApiDocument() {}

    /** Served as {@code /v3/api-docs/bmc}, kept in git as {@code docs/openapi-bmc.yaml}. */
    public static GroupedOpenApi group() {
        return ContractDocument.group(
                "bmc",
                BmcApiDocument.class,
                "/api/v1/nodes/*/bmc/**",
                "Rackledger BMC API",
                "What the BMCs of nodes tell and do beside power and boot device, and their serial consoles; answered by"
                        + " processes of role bmc. {id} is a node's UUID or its name. Every error is an RFC 9457 problem; its code"
                        + " is BMC_ and the kind of failure where the BMC is the cause, such as BMC_UNREACHABLE or BMC_AUTH.");
    }
}
