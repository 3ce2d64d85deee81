/** Named points at which tests let a process die, so that every half-done piece of work is tried; see docs/adr. */
@NullMarked
package io.rackledger.core.crash;

import org.jspecify.annotations.NullMarked;
