/** Deliberately bad classes: the rules must fail on them, or they see nothing. */
@NullMarked
package io.rackledger.e2e.architecture.canary;

import org.jspecify.annotations.NullMarked;
