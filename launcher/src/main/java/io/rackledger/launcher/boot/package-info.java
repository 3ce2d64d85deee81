/** The commands {@code boot}: what a machine is served, why, and whether all is there for it. */
@NullMarked
package io.rackledger.launcher.boot;

import org.jspecify.annotations.NullMarked;
