package io.rackledger.bmc.wol;

import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcDriver;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.core.identity.BmcAddress;
import java.util.Optional;

/** Driver {@code wol}: switches on by a magic packet. The account's password, where there is one, is that of SecureOn. */
public final class WakeOnLanDriver implements BmcDriver {
    @Override
    public String name() {
        return "wol";
    }

    @Override
    public BmcSession open(BmcAddress address, Optional<Credential> credential, Optional<CertificateMemory> certificate)
            throws BmcTrouble {
        try {
            byte[] password =
                    SecureOn.parse(credential.map(Credential::password).orElse(""));
            return new WakeSession(WakeTarget.of(address), password);
        } catch (IllegalArgumentException e) {
            throw new BmcTrouble(FailureKind.REFUSED, String.valueOf(e.getMessage()));
        }
    }
}
