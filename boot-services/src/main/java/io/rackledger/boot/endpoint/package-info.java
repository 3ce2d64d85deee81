/** Endpoints: the paths that machines know, each turning a request into an answer and a signal. */
@NullMarked
package io.rackledger.boot.endpoint;

import org.jspecify.annotations.NullMarked;
