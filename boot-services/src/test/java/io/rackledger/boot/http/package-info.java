/** Tests of how answers are written. */
@NullMarked
package io.rackledger.boot.http;

import org.jspecify.annotations.NullMarked;
