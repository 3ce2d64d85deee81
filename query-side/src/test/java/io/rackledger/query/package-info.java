/** Fixtures of the query side's tests: a rack whose history is made by the real rules, and a PostgreSQL of its own. */
@NullMarked
package io.rackledger.query;

import org.jspecify.annotations.NullMarked;
