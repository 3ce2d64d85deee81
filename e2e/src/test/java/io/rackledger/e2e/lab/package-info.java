/** Machines that run the real cloud-init: their power button, disk, console and faulty cables. The scripts are in src/test/sh. */
@NullMarked
package io.rackledger.e2e.lab;

import org.jspecify.annotations.NullMarked;
