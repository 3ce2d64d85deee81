/** Benchmarks: the whole engine, or a room of it, beside the raw limit in the same run; their rows are what docs/benchmarks.md shows. */
@NullMarked
package io.rackledger.e2e.bench;

import org.jspecify.annotations.NullMarked;
