/** The folded boot plans and the listeners that follow them. */
@NullMarked
package io.rackledger.eventlog.plans;

import org.jspecify.annotations.NullMarked;
