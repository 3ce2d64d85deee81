/** Tests of the REST API over a real PostgreSQL. */
@NullMarked
package io.rackledger.query.rest;

import org.jspecify.annotations.NullMarked;
