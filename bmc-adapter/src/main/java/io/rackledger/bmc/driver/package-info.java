/** The doors to a BMC, whatever its protocol: a driver per protocol, a session per piece of work, and how trouble is sorted. */
@NullMarked
package io.rackledger.bmc.driver;

import org.jspecify.annotations.NullMarked;
