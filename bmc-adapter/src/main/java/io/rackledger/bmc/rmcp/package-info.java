/** The packets of IPMI over LAN: RMCP (DSP0136), IPMI 1.5 without a session, RMCP+ (IPMI 2.0, section 13), and the messages inside. Pure. */
@NullMarked
package io.rackledger.bmc.rmcp;

import org.jspecify.annotations.NullMarked;
