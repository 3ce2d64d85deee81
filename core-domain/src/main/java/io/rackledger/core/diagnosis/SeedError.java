package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.SignalId;

/** The metadata endpoint answered a request for this file of the seed with an error. */
record SeedError(Link link, int status, int times, SignalId evidence) {}
