/** PostgreSQL: the embedded server, the connection pool, and the schema with its migrations. */
@NullMarked
package io.rackledger.query.store;

import org.jspecify.annotations.NullMarked;
