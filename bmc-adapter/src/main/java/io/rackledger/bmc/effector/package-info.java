/** From the log to the BMC and back: takes up power requests that are still wanted, and reports what became of them. */
@NullMarked
package io.rackledger.bmc.effector;

import org.jspecify.annotations.NullMarked;
