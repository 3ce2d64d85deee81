/** The catalogue of what real BMCs do wrong: each row is shown against a simulated BMC, and docs/bmc-failures.md is written from it. */
package io.rackledger.bmc.catalogue;
