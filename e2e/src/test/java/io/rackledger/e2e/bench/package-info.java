/** Benchmarks: each figure beside a peer or the raw limit in the same run, written to docs/benchmarks.md and docs/benchmarks.json. */
package io.rackledger.e2e.bench;
