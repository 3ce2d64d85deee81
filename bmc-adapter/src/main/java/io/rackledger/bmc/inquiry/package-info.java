/** What operators ask a node's BMC: reads only, one after the other with everything else that is done at it. */
@NullMarked
package io.rackledger.bmc.inquiry;

import org.jspecify.annotations.NullMarked;
