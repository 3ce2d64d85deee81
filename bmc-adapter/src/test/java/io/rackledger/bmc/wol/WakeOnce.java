package io.rackledger.bmc.wol;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.Button;
import io.rackledger.core.identity.BmcAddress;
import java.time.Instant;
import java.util.Optional;

/** Wakes one machine from within a network namespace; its argument is the BMC address. */
final class WakeOnce {
    private WakeOnce() {}

    public static void main(String... arguments) throws Exception {
        try (BmcSession session = new WakeOnLanDriver().open(new BmcAddress(arguments[0]), Optional.empty())) {
            System.out.println(session.press(Button.ON, Instant.MAX));
        }
    }
}
