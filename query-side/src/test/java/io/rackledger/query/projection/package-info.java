/** Tests of the batch followers over a real PostgreSQL. */
@NullMarked
package io.rackledger.query.projection;

import org.jspecify.annotations.NullMarked;
