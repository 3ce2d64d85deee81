package io.rackledger.command.process;

import io.rackledger.core.node.WaitClock;
import java.time.Instant;

/** Which clock of a wait is due when. */
record Due(WaitClock clock, Instant at) {}
