/** The commands {@code bmc}: BMCs that are not there, for anybody's tools, and a walk through the stages of a login that tells which one fails. */
@NullMarked
package io.rackledger.launcher.bmc;

import org.jspecify.annotations.NullMarked;
