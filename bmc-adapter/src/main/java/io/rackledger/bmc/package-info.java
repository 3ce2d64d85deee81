/** Hands: acts on management controllers when the log asks for it, and reports what came of it. */
@NullMarked
package io.rackledger.bmc;

import org.jspecify.annotations.NullMarked;
