package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.core.identity.BmcAddress;
import java.net.URI;

/**
 * Where a service answers, and which of its systems is meant.
 *
 * @param base {@code http} or {@code https}, host and port
 */
record RedfishPlace(URI base, SystemChoice choice) {
    private static final String SCHEME_PREFIX = "redfish+";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Fails as REFUSED where the address is none of this driver. */
    static RedfishPlace of(BmcAddress address) throws BmcTrouble {
        URI uri = address.uri();
        String scheme = uri.getScheme();
        if (!scheme.equals("redfish+http") && !scheme.equals("redfish+https")) {
            throw refused("BMC address " + address + " is none of driver redfish; use"
                    + " redfish+https://<host>/redfish/v1/Systems/<id>");
        }
        try {
            URI base = URI.create(scheme.substring(SCHEME_PREFIX.length()) + "://" + uri.getAuthority() + "/");
            return new RedfishPlace(base, SystemChoice.of(address));
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private static BmcTrouble refused(String detail) {
        return new BmcTrouble(FailureKind.REFUSED, detail);
    }

    boolean isSecured() {
        return base.getScheme().equals("https");
    }

    String host() {
        return base.getHost();
    }

    int port() {
        return base.getPort() >= 0 ? base.getPort() : isSecured() ? HTTPS : HTTP;
    }
}
