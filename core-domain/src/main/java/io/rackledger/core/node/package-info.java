/** The life of one node: states, commands, events, and the pure rules decide and evolve. */
@NullMarked
package io.rackledger.core.node;

import org.jspecify.annotations.NullMarked;
