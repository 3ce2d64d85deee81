/** Examines a set-up of the boot services before machines do: ports, addresses, files, pools, rivals; each finding says its remedy. */
@NullMarked
package io.rackledger.boot.doctor;

import org.jspecify.annotations.NullMarked;
