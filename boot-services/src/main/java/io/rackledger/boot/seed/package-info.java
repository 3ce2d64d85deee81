/** Seeds: the cloud-init data and the step runner's scripts that one attempt's machine gets, the same bytes at every asking. */
@NullMarked
package io.rackledger.boot.seed;

import org.jspecify.annotations.NullMarked;
