/** A BMC that is not there: speaks Redfish over real HTTP, has a power model, and can misbehave on request. */
@NullMarked
package io.rackledger.bmc.simulated;

import org.jspecify.annotations.NullMarked;
