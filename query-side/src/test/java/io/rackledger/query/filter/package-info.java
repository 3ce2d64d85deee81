/** Tests of the filter grammar. */
@NullMarked
package io.rackledger.query.filter;

import org.jspecify.annotations.NullMarked;
