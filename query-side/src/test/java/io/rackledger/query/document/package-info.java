/** Tests of the documents. */
@NullMarked
package io.rackledger.query.document;

import org.jspecify.annotations.NullMarked;
