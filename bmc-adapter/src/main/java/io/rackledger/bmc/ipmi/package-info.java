/** The commands of IPMI 2.0 that we send, and what their answers mean. Pure: bytes in, bytes out. */
@NullMarked
package io.rackledger.bmc.ipmi;

import org.jspecify.annotations.NullMarked;
