/** The vocabulary of bare-metal provisioning and its pure rules: states, commands, events, decide, evolve. */
@NullMarked
package io.rackledger.core;

import org.jspecify.annotations.NullMarked;
