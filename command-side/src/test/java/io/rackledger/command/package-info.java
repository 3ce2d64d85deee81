/** Tests of the command side over the log's twin in memory. */
@NullMarked
package io.rackledger.command;

import org.jspecify.annotations.NullMarked;
