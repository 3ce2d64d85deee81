package io.rackledger.core.node;

import io.rackledger.core.boot.Step;
import java.time.Duration;
import java.util.List;

/** The engine's own steps of an action, for callers that name none. Boot services know their scripts by name. */
public final class EngineSteps {
    private EngineSteps() {}

    /** Steps for the ephemeral system; empty for actions that boot none. */
    public static List<Step> of(LifecycleAction action) {
        return switch (action) {
            case INSPECT -> List.of(own("inventory", Duration.ofMinutes(5)));
            case CLEAN -> List.of(own("erase-metadata", Duration.ofMinutes(30)));
            case DEPLOY -> List.of(own("write-image", Duration.ofMinutes(60)));
            case RESCUE -> List.of(own("rescue", Duration.ofMinutes(5)));
            case SERVICE -> List.of(own("service-noop", Duration.ofMinutes(30)));
            case VERIFY, UNDEPLOY, UNRESCUE, ADOPT -> List.of();
        };
    }

    /** The steps that an installed system runs to show that its user data was applied. */
    public static List<Step> ofInstalledSystem() {
        return List.of(own("confirm-user-data", Duration.ofMinutes(5)));
    }

    /** Whether the step pauses the node until an operator says unhold. */
    public static boolean isHold(Step step) {
        return step.name().equals("hold");
    }

    private static Step own(String name, Duration limit) {
        return new Step(name, "", limit, true);
    }
}
