/** A deliberately bad class of command-side that is not its handling: the rule about deciding must fail on it. */
@NullMarked
package io.rackledger.command.canary;

import org.jspecify.annotations.NullMarked;
