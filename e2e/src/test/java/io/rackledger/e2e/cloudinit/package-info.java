/** Scenarios in which the real Debian cloud-init, in private namespaces, is the machine: good boots and broken ones. */
@NullMarked
package io.rackledger.e2e.cloudinit;

import org.jspecify.annotations.NullMarked;
