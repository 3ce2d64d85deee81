/** Which sockets and event loops the boot services use: the kernel's own where they can be had, else those of the JDK. */
@NullMarked
package io.rackledger.boot.transport;

import org.jspecify.annotations.NullMarked;
