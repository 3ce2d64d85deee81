/** What a power request means in single steps, each verified by reading the state and never by the BMC's reply. */
@NullMarked
package io.rackledger.bmc.power;

import org.jspecify.annotations.NullMarked;
