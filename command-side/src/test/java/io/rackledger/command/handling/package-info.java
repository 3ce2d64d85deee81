/** Tests of the way of a command. */
@NullMarked
package io.rackledger.command.handling;

import org.jspecify.annotations.NullMarked;
