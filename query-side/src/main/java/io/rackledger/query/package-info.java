/** Answering: folds the log into PostgreSQL and serves views of it. */
@NullMarked
package io.rackledger.query;

import org.jspecify.annotations.NullMarked;
