/** What operators have done to the projections: rebuilds, retries of dead letters, and the digest that compares two databases. */
@NullMarked
package io.rackledger.query.upkeep;

import org.jspecify.annotations.NullMarked;
