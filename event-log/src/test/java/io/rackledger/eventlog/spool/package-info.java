@NullMarked
package io.rackledger.eventlog.spool;

import org.jspecify.annotations.NullMarked;
