package io.rackledger.bmc.session;

import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.Packet.Plus;
import io.rackledger.bmc.rmcp.PacketCodec;
import io.rackledger.bmc.rmcp.PayloadType;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals and opens the packets of one session: AES-CBC-128 inside (13.29), a keyed hash around (13.28). */
public final class SessionKeys {
    private static final int BLOCK = 16;
    private static final int CONSTANT_LENGTH = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CipherSuite suite;
    private final byte[] signing;
    private final SecretKeySpec hiding;

    private SessionKeys(CipherSuite suite, byte[] signing, byte[] hiding) {
        this.suite = suite;
        this.signing = signing;
        this.hiding = new SecretKeySpec(hiding, 0, BLOCK, "AES");
    }

    static SessionKeys of(CipherSuite suite, byte[] integrityKey) {
        return new SessionKeys(
                suite, Hmac.of(suite, integrityKey, constant((byte) 1)), Hmac.of(suite, integrityKey, constant((byte)
                        2)));
    }

    private static byte[] constant(byte value) {
        byte[] constant = new byte[CONSTANT_LENGTH];
        Arrays.fill(constant, value);
        return constant;
    }

    /** @param session the receiver's id of the session */
    public Plus seal(PayloadType type, int session, int sequence, byte[] payload) {
        byte[] hidden = encrypt(payload);
        byte[] signed = PacketCodec.signed(type, true, session, sequence, hidden);
        return new Plus(type, true, true, session, sequence, hidden, signed, Hmac.shortened(suite, signing, signed));
    }

    /** The payload in the clear; refuses whatever was not sealed with these keys. */
    public byte[] open(Plus packet) throws BadPacketException {
        if (!packet.authenticated() || !packet.encrypted()) {
            throw new BadPacketException("a packet of the session that is not signed and encrypted");
        }
        if (!Hmac.equal(Hmac.shortened(suite, signing, packet.signed()), packet.code())) {
            throw new BadPacketException("a packet of the session with a wrong integrity code");
        }
        return decrypt(packet.payload());
    }

    private byte[] encrypt(byte[] payload) {
        int pad = Math.floorMod(-(payload.length + 1), BLOCK);
        byte[] padded = Arrays.copyOf(payload, payload.length + pad + 1);
        for (int i = 0; i < pad; i++) {
            padded[payload.length + i] = (byte) (i + 1);
        }
        padded[padded.length - 1] = (byte) pad;
        byte[] vector = new byte[BLOCK];
        RANDOM.nextBytes(vector);
        try {
            byte[] hidden = aes(Cipher.ENCRYPT_MODE, vector).doFinal(padded);
            byte[] out = Arrays.copyOf(vector, BLOCK + hidden.length);
            System.arraycopy(hidden, 0, out, BLOCK, hidden.length);
            return out;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed", e);
        }
    }

    private byte[] decrypt(byte[] hidden) throws BadPacketException {
        if (hidden.length < 2 * BLOCK || hidden.length % BLOCK != 0) {
            throw new BadPacketException("an encrypted payload of " + hidden.length + " bytes");
        }
        try {
            byte[] clear = aes(Cipher.DECRYPT_MODE, Arrays.copyOf(hidden, BLOCK))
                    .doFinal(hidden, BLOCK, hidden.length - BLOCK);
            // The pad's bytes are not compared: some BMCs fill it with something else, and its code was right.
            int length = clear.length - 1 - (clear[clear.length - 1] & 0xff);
            if (length < 0) {
                throw new BadPacketException("an encrypted payload whose pad is longer than itself");
            }
            return Arrays.copyOf(clear, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed", e);
        }
    }

    private Cipher aes(int mode, byte[] vector) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(mode, hiding, new IvParameterSpec(vector));
        return cipher;
    }

    @Override
    public String toString() {
        return "SessionKeys[hidden]";
    }
}
