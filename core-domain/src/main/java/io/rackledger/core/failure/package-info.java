/** Why something failed: the closed set of failure codes with category, retryability and operator hint. */
@NullMarked
package io.rackledger.core.failure;

import org.jspecify.annotations.NullMarked;
