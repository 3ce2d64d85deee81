package io.rackledger.bmc.power;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BmcWork;
import java.time.Duration;

/** Where one power request writes down what it tries at the BMC. Not thread-safe: a request is worked on by one thread. */
public interface PowerJournal {
    /**
     * Before something that cannot be taken back: returns when it is durable that it is about to be done. Where that cannot be had, the
     * trouble says so, and it must not be done.
     */
    void begin(BmcWork work) throws BmcTrouble;

    /** It worked; {@code told} is what was read or answered. */
    void done(BmcWork work, String told, Duration took);

    void failed(BmcWork work, BmcTrouble trouble, Duration took);

    /** The BMC told for the first time which machine it belongs to. */
    void identified(BmcIdentity identity);
}
