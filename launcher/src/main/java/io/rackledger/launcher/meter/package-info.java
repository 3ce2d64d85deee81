/** Metrics: what passes the doors of the log and of the rooms is counted and timed here, under names that docs/metrics.md explains. */
@NullMarked
package io.rackledger.launcher.meter;

import org.jspecify.annotations.NullMarked;
