package io.rackledger.core.door;

import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;

/** A command that was accepted, with the place of its record. */
public record AppliedCommand(CommandId command, Digest commandHash, long sequence, LogPosition position) {}
