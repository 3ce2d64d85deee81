/** Names of things: validated value objects for nodes, addresses, attempts, commands, digests and log positions. */
@NullMarked
package io.rackledger.core.identity;

import org.jspecify.annotations.NullMarked;
