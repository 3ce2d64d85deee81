/** The query REST API: controllers and the problems they answer with. */
@NullMarked
package io.rackledger.query.api;

import org.jspecify.annotations.NullMarked;
