/** The command line as a client: asks a running engine over HTTP and prints what it answers. */
@NullMarked
package io.rackledger.launcher.client;

import org.jspecify.annotations.NullMarked;
