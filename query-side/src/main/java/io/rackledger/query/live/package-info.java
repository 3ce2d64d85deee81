/** The live stream of node changes over server-sent events. */
@NullMarked
package io.rackledger.query.live;

import org.jspecify.annotations.NullMarked;
