package io.rackledger.command.handling;

import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.node.Refusal;
import java.util.Optional;

/** May refuse a command before its node is looked at, because of what others are doing: the hook for limits per owner or fleet. */
@FunctionalInterface
public interface CommandLimits {
    Optional<Refusal> refuse(CommandEnvelope command);

    /** Takes every command. */
    static CommandLimits none() {
        return _ -> Optional.empty();
    }
}
