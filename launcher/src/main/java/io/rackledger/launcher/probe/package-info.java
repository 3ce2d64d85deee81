/** Probes: says over HTTP whether this process lives, is ready and has started, and why not; and serves its metrics beside. */
@NullMarked
package io.rackledger.launcher.probe;

import org.jspecify.annotations.NullMarked;
