/** The time that an engine goes by: steady within the process, the same in all processes, and watched. */
@NullMarked
package io.rackledger.launcher.clock;

import org.jspecify.annotations.NullMarked;
