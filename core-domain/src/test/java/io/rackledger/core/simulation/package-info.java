/** A node with its process manager, BMC, machine and network in virtual time, all from one seed. */
@NullMarked
package io.rackledger.core.simulation;

import org.jspecify.annotations.NullMarked;
