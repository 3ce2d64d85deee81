/**
 * Machines that run the real Debian cloud-init in namespaces of their own: power button, disk, network with faults. The scripts
 * are in {@code e2e/src/test/sh}; what is here starts them and never looks inside the machine.
 */
@NullMarked
package io.rackledger.e2e.lab;

import org.jspecify.annotations.NullMarked;
