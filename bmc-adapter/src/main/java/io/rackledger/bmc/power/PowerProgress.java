package io.rackledger.bmc.power;

import io.rackledger.core.node.BmcWork;
import java.util.Optional;

/**
 * How far an earlier process came with a power request, as its signals tell.
 *
 * @param begun the last thing that it was about to do and that cannot be taken back
 * @param tries how much it had tried
 */
public record PowerProgress(Optional<BmcWork> begun, int tries) {
    public static final PowerProgress NONE = new PowerProgress(Optional.empty(), 0);
}
