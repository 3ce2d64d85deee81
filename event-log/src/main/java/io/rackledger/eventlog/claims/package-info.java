/** Set-wide rules: what a claimed key's records mean, and the optimistic way to add one. */
@NullMarked
package io.rackledger.eventlog.claims;

import org.jspecify.annotations.NullMarked;
