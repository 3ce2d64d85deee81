/** The engine in one process: which rooms run, in which order they start and stop, and what they are given. */
@NullMarked
package io.rackledger.launcher.engine;

import org.jspecify.annotations.NullMarked;
