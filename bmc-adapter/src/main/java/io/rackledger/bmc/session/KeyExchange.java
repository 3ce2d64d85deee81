package io.rackledger.bmc.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What both sides of a login know, and the codes by which each proves it (RAKP, IPMI 2.0, 13.31 and 13.32).
 *
 * @param role the privilege byte of RAKP 1, with its name-only bit
 * @param consoleId the console's session id, SIDM in the specification
 * @param bmcId the BMC's session id, SIDC
 * @param consoleRandom RM, 16 bytes
 * @param bmcRandom RC, 16 bytes
 * @param guid the BMC's, 16 bytes
 */
public record KeyExchange(
        CipherSuite suite,
        Account account,
        int role,
        int consoleId,
        int bmcId,
        byte[] consoleRandom,
        byte[] bmcRandom,
        byte[] guid) {
    /** Bytes of the shortest code of any suite that is spoken here. */
    public static final int SHORTEST_CODE = 12;

    /** The code in RAKP 2, by which the BMC proves that it knows the password. */
    public byte[] rakp2Code() {
        return Hmac.of(
                suite,
                account.password(),
                little(consoleId),
                little(bmcId),
                consoleRandom,
                bmcRandom,
                guid,
                roleAndName());
    }

    /** The code in RAKP 3, by which the console proves it. */
    public byte[] rakp3Code() {
        return Hmac.of(suite, account.password(), bmcRandom, little(consoleId), roleAndName());
    }

    /**
     * Whether a code of RAKP 4 proves that the BMC has our keys. Some firmware sends the whole hash, or cuts it elsewhere than its suite
     * says; what it sends is a proof all the same if it is long enough.
     */
    public boolean provesKeys(byte[] code) {
        byte[] whole = wholeRakp4Code();
        return code.length >= SHORTEST_CODE
                && code.length <= whole.length
                && Hmac.equal(Arrays.copyOf(whole, code.length), code);
    }

    /** The code in RAKP 4, by which the BMC proves that both have the same keys. */
    public byte[] rakp4Code() {
        return Arrays.copyOf(wholeRakp4Code(), suite.codeLength());
    }

    /** The same before it is cut to the length that the suite has for it. */
    public byte[] wholeRakp4Code() {
        return Hmac.of(suite, integrityKey(), consoleRandom, little(bmcId), guid);
    }

    private byte[] integrityKey() {
        return Hmac.of(suite, account.kg().orElse(account.password()), consoleRandom, bmcRandom, roleAndName());
    }

    /** The keys of the session. */
    public SessionKeys keys() {
        return SessionKeys.of(suite, integrityKey());
    }

    /** Whether a code is the expected one; what some firmware adds behind it is not looked at. */
    public static boolean matches(byte[] expected, byte[] told) {
        return told.length >= expected.length && Hmac.equal(expected, Arrays.copyOf(told, expected.length));
    }

    private byte[] roleAndName() {
        byte[] user = account.user();
        return ByteBuffer.allocate(2 + user.length)
                .put((byte) role)
                .put((byte) user.length)
                .put(user)
                .array();
    }

    private static byte[] little(int id) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(id).array();
    }

    @Override
    public String toString() {
        return "KeyExchange[" + suite + "]";
    }
}
