/** The command serve: options to settings, visible start, ordered stop. */
@NullMarked
package io.rackledger.launcher.serve;

import org.jspecify.annotations.NullMarked;
