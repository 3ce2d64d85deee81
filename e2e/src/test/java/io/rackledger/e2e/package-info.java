/** Tests across rooms: architecture rules, scenarios and real machines' software against the whole engine. */
@NullMarked
package io.rackledger.e2e;

import org.jspecify.annotations.NullMarked;
