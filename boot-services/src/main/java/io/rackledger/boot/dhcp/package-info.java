/** DHCPv4 for machines that boot: addresses and what to load, or only the latter beside another server; every answer told as a signal. */
@NullMarked
package io.rackledger.boot.dhcp;

import org.jspecify.annotations.NullMarked;
