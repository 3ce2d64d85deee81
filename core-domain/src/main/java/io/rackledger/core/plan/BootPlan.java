package io.rackledger.core.plan;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.LocalBoot;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.InstanceInfo;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the machine of a node should boot now: derived from the node's state, published per MAC address.
 *
 * @param nodeName host name for the ephemeral system
 * @param attempt the running attempt; boot services derive its tokens from it
 * @param waitId the wait that the boot belongs to
 * @param stage which system's seed the machine should get
 * @param userData digest of the tenant's user data for an installed system
 * @param image what a deploy writes
 * @param steps what the ephemeral system's step runner runs
 * @param held whether a step named hold must go on waiting
 * @param bootBudget boot script requests that the wait allows
 * @param localBoot how the machine starts from its disk; empty: as its kind of firmware usually does
 * @param sequence version of the node that the plan was derived from
 */
public record BootPlan(
        NodeId node,
        String nodeName,
        SortedSet<MacAddress> macs,
        BootPlanKind kind,
        Optional<AttemptId> attempt,
        Optional<WaitId> waitId,
        BootStage stage,
        Optional<Digest> userData,
        Optional<InstanceInfo> instance,
        List<Step> steps,
        boolean held,
        int bootBudget,
        Optional<LocalBoot> localBoot,
        long sequence) {
    public BootPlan {
        steps = List.copyOf(steps);
        macs = Collections.unmodifiableSortedSet(new TreeSet<>(macs));
    }

    /** The same, derived from another version of the node. */
    public BootPlan at(long version) {
        return new BootPlan(
                node,
                nodeName,
                macs,
                kind,
                attempt,
                waitId,
                stage,
                userData,
                instance,
                steps,
                held,
                bootBudget,
                localBoot,
                version);
    }
}
