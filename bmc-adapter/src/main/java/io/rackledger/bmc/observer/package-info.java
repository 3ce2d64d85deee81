/** Reads the power state of every node in the background, and finds out whether its BMC can be worked with. */
@NullMarked
package io.rackledger.bmc.observer;

import org.jspecify.annotations.NullMarked;
