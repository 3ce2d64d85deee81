/** The fixed grammar of node filters and orders, as SQL conditions and as predicates. */
@NullMarked
package io.rackledger.query.filter;

import org.jspecify.annotations.NullMarked;
