/** Tests of the boot services over real HTTP, against the log's twin in memory. */
@NullMarked
package io.rackledger.boot;

import org.jspecify.annotations.NullMarked;
