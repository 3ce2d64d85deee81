/** Admission: how much of one machine, rack or kind is let in at a time, so that a storm of some is no harm to the others. */
@NullMarked
package io.rackledger.boot.admission;

import org.jspecify.annotations.NullMarked;
