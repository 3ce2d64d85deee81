/**
 * Benchmarks (JUnit tag {@code bench}): each measures the whole engine or a room of it beside the raw limit in the same run, and records rows in the
 * figures sheet that docs/benchmarks.md shows.
 */
@NullMarked
package io.rackledger.e2e.bench;

import org.jspecify.annotations.NullMarked;
