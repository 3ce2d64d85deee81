package io.rackledger.command.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of a lifecycle action; all of it optional but the instance of a deploy.
 *
 * @param instance for deploy and rebuild
 * @param steps for deploy, rebuild, inspect, clean, provide, service and rescue; the engine's own where absent
 * @param force for deploy and rebuild: takes user data that cloud-init cannot read
 */
record ActionRequest(
        @Nullable InstanceRequest instance,
        @Nullable List<StepRequest> steps,
        @Nullable Boolean force) {
    static final ActionRequest EMPTY = new ActionRequest(null, null, null);
}
