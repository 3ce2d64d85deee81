package io.rackledger.bmc.effector;

import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.Node;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One thing at a time at each BMC, whoever does it. Thread-safe. */
public final class BmcLanes {
    private final Map<String, Semaphore> lanes = new ConcurrentHashMap<>();

    /** Waits for the BMC's lane, then for a permit, and does it. */
    <T> T inTurn(Node node, Semaphore permits, Supplier<T> work) throws InterruptedException {
        Semaphore lane = lane(node);
        lane.acquire();
        try {
            permits.acquire();
            try {
                return work.get();
            } finally {
                permits.release();
            }
        } finally {
            lane.release();
        }
    }

    /** Waits for the BMC's lane no longer than this, and does it; empty where the lane did not come free. */
    public <T> Optional<T> within(Node node, Duration patience, Supplier<T> work) throws InterruptedException {
        Semaphore lane = lane(node);
        if (!lane.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            lane.release();
        }
    }

    /** Does it if nothing else is under way at the BMC; empty where something is. */
    public <T> Optional<T> ifFree(Node node, Supplier<T> work) {
        Semaphore lane = lane(node);
        if (!lane.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            lane.release();
        }
    }

    /** Nodes without a BMC share nothing with anyone. */
    private Semaphore lane(Node node) {
        String name = node.attributes().bmc().map(BmcAddress::authority).orElse("node " + node.id());
        return lanes.computeIfAbsent(name, _ -> new Semaphore(1, true));
    }
}
