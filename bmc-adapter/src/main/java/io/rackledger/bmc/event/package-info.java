/** Receives the events that Redfish BMCs send, and sees to it that they send them: one subscription at each BMC. */
@NullMarked
package io.rackledger.bmc.event;

import org.jspecify.annotations.NullMarked;
