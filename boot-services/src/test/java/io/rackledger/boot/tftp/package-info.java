/** Tests of TFTP, against our own raw sockets and against the clients of others. */
@NullMarked
package io.rackledger.boot.tftp;

import org.jspecify.annotations.NullMarked;
