package io.rackledger.bmc.session;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Who logs in. Shows nothing of itself in a log line.
 *
 * @param user at most {@value #LONGEST_USER} bytes; empty for the null user
 * @param password at most {@value #LONGEST_PASSWORD} bytes
 * @param kg the BMC key of two-key logins, at most {@value #LONGEST_PASSWORD} bytes
 */
public record Account(byte[] user, byte[] password, Optional<byte[]> kg) {
    static final int LONGEST_USER = 16;
    static final int LONGEST_PASSWORD = 20;

    public Account {
        check("user", user.length, LONGEST_USER);
        check("password", password.length, LONGEST_PASSWORD);
        kg.ifPresent(key -> check("BMC key", key.length, LONGEST_PASSWORD));
        user = user.clone();
        password = password.clone();
    }

    public static Account of(String user, String password) {
        return new Account(utf8(user), utf8(password), Optional.empty());
    }

    public Account withKg(byte[] key) {
        return new Account(user, password, Optional.of(key.clone()));
    }

    /** The same without the BMC key. */
    public Account withoutKg() {
        return new Account(user, password, Optional.empty());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A longer one is never cut: a BMC that cuts where we do not, or the other way round, is a login that nobody understands. */
    private static void check(String what, int length, int most) {
        if (length > most) {
            throw new IllegalArgumentException("the BMC account's " + what + " has " + length
                    + " bytes, and IPMI 2.0 takes at most " + most + "; shorten it on the BMC and here");
        }
    }

    @Override
    public String toString() {
        return "Account[hidden]";
    }
}
