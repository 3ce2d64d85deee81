/** Tests of DHCP: messages as firmware sends them, and the clients of others in network namespaces. */
@NullMarked
package io.rackledger.boot.dhcp;

import org.jspecify.annotations.NullMarked;
