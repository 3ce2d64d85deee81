/** Reports: what machines tell and ask, bounded and made printable, written to the signal log before it is acknowledged. */
@NullMarked
package io.rackledger.boot.report;

import org.jspecify.annotations.NullMarked;
