/** Wake-on-LAN: switches machines on that have no BMC, and knows nothing of what becomes of it. */
@NullMarked
package io.rackledger.bmc.wol;

import org.jspecify.annotations.NullMarked;
