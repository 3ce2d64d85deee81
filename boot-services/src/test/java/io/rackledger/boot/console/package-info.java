/** Tests of the room of the same name, from within. */
@NullMarked
package io.rackledger.boot.console;

import org.jspecify.annotations.NullMarked;
