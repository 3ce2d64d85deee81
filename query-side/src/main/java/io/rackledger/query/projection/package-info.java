/** Batch followers: the log folded into rows, rows and offsets in one transaction. */
@NullMarked
package io.rackledger.query.projection;

import org.jspecify.annotations.NullMarked;
