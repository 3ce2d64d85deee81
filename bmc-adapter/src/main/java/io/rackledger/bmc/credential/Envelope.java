package io.rackledger.bmc.credential;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits before the ciphertext and a tag of 128 bits after it. */
final class Envelope {
    /** Bytes of a key. */
    static final int KEY = 32;

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom CHANCE = new SecureRandom();

    private Envelope() {}

    static byte[] newKey() {
        byte[] key = new byte[KEY];
        CHANCE.nextBytes(key);
        return key;
    }

    /** @param about what it is bound to: it cannot be opened as anything else */
    static byte[] seal(byte[] key, byte[] plain, byte[] about) {
        byte[] nonce = new byte[NONCE];
        CHANCE.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, about).doFinal(plain);
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-256-GCM", e);
        }
    }

    /** Fails with {@link AEADBadTagException} where key, content or binding are not those of the sealing. */
    static byte[] open(byte[] key, byte[] sealed, byte[] about) throws GeneralSecurityException {
        if (sealed.length < NONCE + TAG_BITS / Byte.SIZE) {
            throw new AEADBadTagException("too short to have been sealed");
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE);
        return cipher(Cipher.DECRYPT_MODE, key, nonce, about).doFinal(sealed, NONCE, sealed.length - NONCE);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] about) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(about);
        return cipher;
    }
}
