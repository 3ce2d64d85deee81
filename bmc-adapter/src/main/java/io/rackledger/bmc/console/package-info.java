/** Serial consoles of nodes through their BMCs: one reader for each, for those who watch and for the record in the timeline. */
@NullMarked
package io.rackledger.bmc.console;

import org.jspecify.annotations.NullMarked;
