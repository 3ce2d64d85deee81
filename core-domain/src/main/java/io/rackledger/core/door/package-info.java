/** The doors between rooms: commands in, the log's write side, the log's read side. */
@NullMarked
package io.rackledger.core.door;

import org.jspecify.annotations.NullMarked;
