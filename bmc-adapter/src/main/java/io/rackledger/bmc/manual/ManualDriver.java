package io.rackledger.bmc.manual;

import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BlindSession;
import io.rackledger.bmc.driver.BmcDriver;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.core.identity.BmcAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Driver {@code manual}: addresses {@code manual://<place>}, such as {@code manual://rack3-shelf7}, where a person finds the machine. */
public final class ManualDriver implements BmcDriver {
    @Override
    public String name() {
        return "manual";
    }

    @Override
    public BmcSession open(BmcAddress address, Optional<Credential> credential, Optional<CertificateMemory> certificate)
            throws BmcTrouble {
        URI uri = address.uri();
        boolean bare = uri.getPath() == null || uri.getPath().isEmpty();
        if (!"manual".equals(uri.getScheme()) || !bare || uri.getQuery() != null) {
            throw new BmcTrouble(
                    FailureKind.REFUSED,
                    "BMC address " + address
                            + " is none of driver manual; use manual://<place>, such as manual://rack3-shelf7");
        }
        return new ByHand(address.authority());
    }

    private static final class ByHand extends BlindSession {
        ByHand(String place) {
            super(place);
        }

        @Override
        public String press(Button button, Instant until) {
            String what = switch (button) {
                case ON -> "switch it on";
                case FORCE_OFF -> "switch it off";
                case SOFT_OFF -> "shut its system down and switch it off";
            };
            return "a person at " + authority() + " is to " + what + ": requested, unverified";
        }
    }
}
