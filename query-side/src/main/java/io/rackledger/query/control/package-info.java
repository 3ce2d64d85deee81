/** What operators ask of the follower, and how far it is with that: tables beside the projections, so that any instance can be asked. */
@NullMarked
package io.rackledger.query.control;

import org.jspecify.annotations.NullMarked;
