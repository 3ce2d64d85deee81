/** Faults of real processes: the kit of engines, brokers, machines and clients, the zero-loss checker, and the runs. See docs/faults.md. */
@NullMarked
package io.rackledger.e2e.fault;

import org.jspecify.annotations.NullMarked;
