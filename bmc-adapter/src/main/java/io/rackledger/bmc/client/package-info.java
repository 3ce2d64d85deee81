/** Sessions with BMCs over IPMI 2.0: one UDP socket for all, one question at a time per BMC, every failure with its kind and stage. */
@NullMarked
package io.rackledger.bmc.client;

import org.jspecify.annotations.NullMarked;
