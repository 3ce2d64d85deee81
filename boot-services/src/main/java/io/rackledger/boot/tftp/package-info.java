/** TFTP, read-only: the files that firmware loads before it can speak HTTP, each transfer told as a signal. */
@NullMarked
package io.rackledger.boot.tftp;

import org.jspecify.annotations.NullMarked;
