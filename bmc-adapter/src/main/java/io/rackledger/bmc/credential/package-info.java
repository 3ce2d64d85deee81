/** Users and passwords of BMCs, found by name; secrets that never leave this process. */
@NullMarked
package io.rackledger.bmc.credential;

import org.jspecify.annotations.NullMarked;
