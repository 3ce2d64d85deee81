/** BMCs that speak Redfish (DMTF DSP0266) over HTTP. */
@NullMarked
package io.rackledger.bmc.redfish;

import org.jspecify.annotations.NullMarked;
