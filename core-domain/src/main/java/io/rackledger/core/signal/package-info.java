/** Facts observed from outside: boot requests, fetches, reports of machines and of BMCs. */
@NullMarked
package io.rackledger.core.signal;

import org.jspecify.annotations.NullMarked;
