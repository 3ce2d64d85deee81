package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import java.time.Instant;

/** Sends to one BMC, and reads what comes back, whatever its status. For one thread. */
interface RedfishWire extends AutoCloseable {
    /** Host and port, for messages. */
    String authority();

    RedfishErrors errors();

    /** Whether the last request was answered. */
    boolean isAnswering();

    /** The answer, whatever its status. */
    RedfishAnswer send(RedfishRequest request, Instant until) throws BmcTrouble;

    /** The work is over. */
    @Override
    void close();
}
