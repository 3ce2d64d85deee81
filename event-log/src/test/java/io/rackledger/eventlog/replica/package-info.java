/** Tests of the replica on the disk. */
@NullMarked
package io.rackledger.eventlog.replica;

import org.jspecify.annotations.NullMarked;
