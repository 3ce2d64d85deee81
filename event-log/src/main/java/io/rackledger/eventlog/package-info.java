/** The log: the only room that knows Kafka and the wire format, with an in-memory twin of everything it offers. */
@NullMarked
package io.rackledger.eventlog;

import org.jspecify.annotations.NullMarked;
