/** Tests of the room of the same name, from within. */
@NullMarked
package io.rackledger.boot.admission;

import org.jspecify.annotations.NullMarked;
