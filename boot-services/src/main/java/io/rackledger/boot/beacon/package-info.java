/** Beacons: what a boot loader tells by the mere name of a file that it asks for, by HTTP or TFTP. */
@NullMarked
package io.rackledger.boot.beacon;

import org.jspecify.annotations.NullMarked;
