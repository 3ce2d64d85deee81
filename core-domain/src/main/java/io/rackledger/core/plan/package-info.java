/** What a machine should boot now, derived from the state of its node. */
@NullMarked
package io.rackledger.core.plan;

import org.jspecify.annotations.NullMarked;
