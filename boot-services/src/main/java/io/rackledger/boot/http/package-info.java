/** HTTP/1.1 on Netty for machines: bounded requests in, small answers and files out; knows nothing of nodes or signals. */
@NullMarked
package io.rackledger.boot.http;

import org.jspecify.annotations.NullMarked;
