/** From a command to its outcome: judged on the folded state, its claims made, its events appended, its answer told. */
@NullMarked
package io.rackledger.command.handling;

import org.jspecify.annotations.NullMarked;
