/** Answers operators who ask what a machine's boot plan is and what it would be served now, by the same code that serves machines. */
@NullMarked
package io.rackledger.boot.inquiry;

import org.jspecify.annotations.NullMarked;
