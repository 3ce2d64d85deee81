/** The JSON of the answers: documents built from folded nodes, events and signals. */
@NullMarked
package io.rackledger.query.document;

import org.jspecify.annotations.NullMarked;
