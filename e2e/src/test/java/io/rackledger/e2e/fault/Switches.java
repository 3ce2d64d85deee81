package io.rackledger.e2e.fault;

import io.rackledger.bmc.simulated.PowerListener;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.PowerAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often each machine was really switched, and compares that with what the log asked for. */
final class Switches {
    private final Map<String, AtomicInteger> byName = new ConcurrentHashMap<>();

    /** Hears of one machine's power. */
    PowerListener of(String name) {
        AtomicInteger count = byName.computeIfAbsent(name, _ -> new AtomicInteger());
        return new PowerListener() {
            @Override
            public void poweredOn(Optional<BootDevice> override) {
                count.incrementAndGet();
            }

            @Override
            public void poweredOff() {
                count.incrementAndGet();
            }
        };
    }

    int total() {
        return byName.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Machines that were switched more often than their power requests allow: once for each, twice for a reboot. */
    List<String> excess(RawLog log, ZeroLoss.Verdict verdict) {
        Map<NodeId, Integer> allowed = new HashMap<>();
        for (RawLog.Decided each : log.nodeEvents()) {
            for (NodeEvent event : each.record().events()) {
                if (event instanceof NodeEvent.PowerActionRequested asked && verdict.isApplied(each.record())) {
                    allowed.merge(each.record().node(), switches(asked.request().action()), Integer::sum);
                }
            }
        }
        List<String> excess = new ArrayList<>();
        verdict.streams().forEach((id, stream) -> {
            if (stream.state() instanceof Node node) {
                int done = byName.getOrDefault(node.attributes().name(), new AtomicInteger())
                        .get();
                int most = allowed.getOrDefault(id, 0);
                if (done > most) {
                    excess.add("machine " + node.attributes().name() + " was switched " + done
                            + " times, its power requests allow " + most);
                }
            }
        });
        return excess;
    }

    private static int switches(PowerAction action) {
        return switch (action) {
            case READ -> 0;
            case ON, OFF, SOFT_OFF -> 1;
            case REBOOT, SOFT_REBOOT -> 2;
        };
    }
}
