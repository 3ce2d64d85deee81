package io.rackledger.eventlog.plans;

import io.rackledger.core.door.BootPlans;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.plan.BootPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The boot plans by MAC address. Whoever asks for one waits for nobody: DHCP asks at each message. Listeners are called on the executor given, which
 * must run one task after the other.
 */
public final class PlanTable implements BootPlans, PlanSink {
    private final Map<MacAddress, BootPlan> plans = new ConcurrentHashMap<>();
    private final List<Consumer<BootPlan>> listeners = new ArrayList<>();
    private final Executor notices;

    public PlanTable(Executor notices) {
        this.notices = notices;
    }

    /** Takes a plan as published for one MAC address; an older plan of the same node, of a writer that was late, is ignored. */
    @Override
    public synchronized void put(MacAddress mac, BootPlan plan) {
        BootPlan known = plans.get(mac);
        if (known != null && known.node().equals(plan.node()) && known.sequence() > plan.sequence()) {
            return;
        }
        take(mac, plan);
    }

    private void take(MacAddress mac, BootPlan plan) {
        // One plan is published once per MAC address, but is one piece of news, and one object: there are more MAC
        // addresses than plans.
        Optional<BootPlan> same = plan.macs().stream()
                .flatMap(each -> Optional.ofNullable(plans.get(each)).stream())
                .filter(plan::equals)
                .findFirst();
        plans.put(mac, same.orElse(plan));
        if (same.isEmpty()) {
            listeners.forEach(listener -> notices.execute(() -> listener.accept(plan)));
        }
    }

    /** All plans by their MAC addresses, as they are now. */
    public synchronized Map<MacAddress, BootPlan> byMac() {
        return new HashMap<>(plans);
    }

    /** How many MAC addresses have one. */
    public int size() {
        return plans.size();
    }

    /** Says from now on what the other plans say, older or newer than its own. */
    public synchronized void become(Map<MacAddress, BootPlan> others) {
        plans.keySet().retainAll(others.keySet());
        others.forEach((mac, plan) -> {
            if (!plan.equals(plans.get(mac))) {
                take(mac, plan);
            }
        });
    }

    /** Forgets the plan of a MAC address. */
    @Override
    public synchronized void remove(MacAddress mac) {
        plans.remove(mac);
    }

    @Override
    public Optional<BootPlan> byMac(MacAddress mac) {
        return Optional.ofNullable(plans.get(mac));
    }

    @Override
    public synchronized Stream<BootPlan> all() {
        Map<NodeId, BootPlan> newest = new LinkedHashMap<>();
        plans.values()
                .forEach(plan -> newest.merge(
                        plan.node(), plan, (one, other) -> one.sequence() >= other.sequence() ? one : other));
        return List.copyOf(newest.values()).stream();
    }

    @Override
    public synchronized void listen(Consumer<BootPlan> listener) {
        all().forEach(plan -> notices.execute(() -> listener.accept(plan)));
        listeners.add(listener);
    }
}
