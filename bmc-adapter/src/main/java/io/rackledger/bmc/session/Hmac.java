package io.rackledger.bmc.session;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes of a suite. */
final class Hmac {
    private Hmac() {}

    static byte[] of(CipherSuite suite, byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(suite.hmac());
            // The JCA refuses an empty key; HMAC pads keys with zeros, so one zero is the same key.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, suite.hmac()));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + suite.hmac(), e);
        }
    }

    static byte[] shortened(CipherSuite suite, byte[] key, byte[]... parts) {
        return Arrays.copyOf(of(suite, key, parts), suite.codeLength());
    }

    /** In a time that tells nothing about where they differ. */
    static boolean equal(byte[] a, byte[] b) {
        return MessageDigest.isEqual(a, b);
    }
}
