package io.rackledger.bmc.redfish;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A BMC's answer with status 2xx.
 *
 * @param body an empty object where there was none
 * @param etag version of the resource, as sent
 * @param ahead how far the BMC's clock is ahead of ours by its Date header; zero where it sends none
 */
record RedfishAnswer(int status, JsonNode body, Optional<String> etag, Duration ahead) {}
