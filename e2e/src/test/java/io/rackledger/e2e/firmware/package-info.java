/** Virtual machines with real firmware, a real kernel and the real cloud-init, from power-on by a BMC of others through the whole engine and back. */
@NullMarked
package io.rackledger.e2e.firmware;

import org.jspecify.annotations.NullMarked;
