/** In what the BMCs of some makers differ: data, a file for each family, in the resources beside. */
@NullMarked
package io.rackledger.bmc.redfish.quirks;

import org.jspecify.annotations.NullMarked;
