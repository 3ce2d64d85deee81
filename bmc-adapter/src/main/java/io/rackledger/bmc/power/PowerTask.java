package io.rackledger.bmc.power;

import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A power request on its way.
 *
 * @param requestedAt when it was decided
 * @param takenUp whether it was found in the log at a start, so that an earlier process may have done part of it
 * @param earlier how far that process came
 * @param machine which machine the BMC must belong to; empty where it was never asked
 * @param wanted whether the node still waits for it; asked before every act
 */
public record PowerTask(
        PowerRequest request,
        Instant requestedAt,
        boolean takenUp,
        PowerProgress earlier,
        Optional<BmcIdentity> machine,
        BooleanSupplier wanted) {}
