/** Tests of the seed. */
@NullMarked
package io.rackledger.boot.seed;

import org.jspecify.annotations.NullMarked;
