package io.rackledger.bmc.redfish.tls;

import java.security.cert.CertificateException;

/** A peer's certificate is not believed; the message says why and what is to be done, as the end of a sentence on the BMC. */
public final class RefusedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    RefusedCertificateException(String message, Throwable cause) {
        super(message, cause);
    }

    RefusedCertificateException(String message) {
        super(message);
    }
}
