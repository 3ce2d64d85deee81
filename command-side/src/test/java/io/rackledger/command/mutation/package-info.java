/** Faults made by hand: patched sources of the program, compiled and simulated, to show what the simulation would find. */
@NullMarked
package io.rackledger.command.mutation;

import org.jspecify.annotations.NullMarked;
