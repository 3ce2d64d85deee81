package io.rackledger.core.door;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The folded boot plans in this process. Thread-safe. */
public interface BootPlans {
    Optional<BootPlan> byMac(MacAddress mac);

    /** All plans, once each. */
    Stream<BootPlan> all();

    /** Calls the listener for every plan there is and every change to come, from one thread, in order. */
    void listen(Consumer<BootPlan> listener);
}
