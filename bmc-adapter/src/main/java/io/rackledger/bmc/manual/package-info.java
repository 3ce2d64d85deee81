/** Machines whose power a person switches: what is to be done is told, and nothing is known of whether it was. */
@NullMarked
package io.rackledger.bmc.manual;

import org.jspecify.annotations.NullMarked;
