/** Questions, and their answers read from PostgreSQL or from the log; carried by Axon's query bus. */
@NullMarked
package io.rackledger.query.reading;

import org.jspecify.annotations.NullMarked;
