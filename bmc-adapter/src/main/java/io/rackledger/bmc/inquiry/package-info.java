/** What operators ask a node's BMC, and have done at it, on which no state of the node depends; one after the other with everything else that is done at it. */
@NullMarked
package io.rackledger.bmc.inquiry;

import org.jspecify.annotations.NullMarked;
