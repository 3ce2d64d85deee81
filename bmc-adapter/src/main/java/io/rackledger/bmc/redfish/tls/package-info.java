/** Whose TLS certificate is believed: by its signer, or by having been the first one that a node's BMC showed. */
@NullMarked
package io.rackledger.bmc.redfish.tls;

import org.jspecify.annotations.NullMarked;
