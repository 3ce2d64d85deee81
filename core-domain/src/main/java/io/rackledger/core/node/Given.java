package io.rackledger.core.node;

import java.time.Instant;

/** What a decision needs from outside: the time, and how long waits may take. */
public record Given(Instant at, WaitPolicy policy) {}
