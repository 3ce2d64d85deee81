/** The catalogue of what real BMCs do wrong: each row is played against a simulated BMC, and docs/bmc-failures.md is written from it. */
@NullMarked
package io.rackledger.bmc.catalogue;

import org.jspecify.annotations.NullMarked;
