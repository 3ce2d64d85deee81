/** A rack of machines that are not there: real HTTP to the real servers, from power-on to the last report, some with faults. */
@NullMarked
package io.rackledger.launcher.rack;

import org.jspecify.annotations.NullMarked;
