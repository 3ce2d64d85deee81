/** Load on the boot services and, in the same namespaces, on the servers that others wrote for the same protocols. */
@NullMarked
package io.rackledger.e2e.bootload;

import org.jspecify.annotations.NullMarked;
