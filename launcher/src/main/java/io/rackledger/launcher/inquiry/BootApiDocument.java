package io.rackledger.launcher.inquiry;

import io.rackledger.launcher.contract.ContractDocument;
import org.springdoc.core.models.GroupedOpenApi;

/** The OpenAPI document of the boot questions. */
public final class BootApiDocument {
    private BootApiDocument() {}

    /** Served as {@code /v3/api-docs/boot}, kept in git as {@code docs/openapi-boot.yaml}. */
    public static GroupedOpenApi group() {
        return ContractDocument.group(
                "boot",
                BootApiDocument.class,
                BootAnswers.PREFIX + "**",
                "Rackledger boot API",
                "What machines are served, and whether all is there for it; answered by the process that serves them. {machine}"
                        + " is a MAC address, or the id or name of a node. Every error is an RFC 9457 problem.");
    }
}
