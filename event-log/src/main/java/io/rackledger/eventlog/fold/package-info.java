/** The folded present of the node-events topic: node streams with their indexes, and how far the fold has come. */
@NullMarked
package io.rackledger.eventlog.fold;

import org.jspecify.annotations.NullMarked;
