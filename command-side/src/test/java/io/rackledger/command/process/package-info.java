/** Tests of the process managers in virtual time. */
@NullMarked
package io.rackledger.command.process;

import org.jspecify.annotations.NullMarked;
