/** Tests of the live stream without a connection. */
@NullMarked
package io.rackledger.query.live;

import org.jspecify.annotations.NullMarked;
