/** Tests of the embedded PostgreSQL and the schema. */
@NullMarked
package io.rackledger.query.store;

import org.jspecify.annotations.NullMarked;
