/** The cryptography of an RMCP+ session (IPMI 2.0, 13.20 to 13.32): the exchange of keys, sealing of packets, replay window. Pure. */
@NullMarked
package io.rackledger.bmc.session;

import org.jspecify.annotations.NullMarked;
