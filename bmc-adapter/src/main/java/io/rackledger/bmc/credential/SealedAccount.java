package io.rackledger.bmc.credential;

import io.rackledger.core.identity.NodeId;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/**
 * An account as it lies on the disk: encrypted under a data key of its own, which the master key wraps; both bound to the node and to the
 * version, so that neither can be put in another one's place. A shredded one has neither.
 *
 * @param form 1, or 2 where a BMC key is in it, which programs of before 0.2.0 would take for a part of the password
 * @param version counts the changes of the account, from 1
 * @param master id of the master key that wraps the data key; empty when shredded
 */
record SealedAccount(int form, long version, String master, byte[] wrappedKey, byte[] content) {
    private static final byte[] NOTHING = {};
    private static final int PLAIN = 1;
    private static final int KEYED = 2;
    private static final String ZERO = "\0";

    static SealedAccount shredded(long version) {
        return new SealedAccount(PLAIN, version, "", NOTHING, NOTHING);
    }

    static SealedAccount seal(NodeId node, long version, Credential account, MasterKey master) {
        byte[] key = Envelope.newKey();
        String kg = account.kg().map(text -> ZERO + text).orElse("");
        byte[] plain = (account.user() + ZERO + account.password() + kg).getBytes(StandardCharsets.UTF_8);
        try {
            return new SealedAccount(
                    kg.isEmpty() ? PLAIN : KEYED,
                    version,
                    master.id(),
                    Envelope.seal(master.bytes(), key, about("key", node, version)),
                    Envelope.seal(key, plain, about("account", node, version)));
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(plain, (byte) 0);
        }
    }

    Credential open(NodeId node, MasterKey with) throws GeneralSecurityException {
        byte[] key = Envelope.open(with.bytes(), wrappedKey, about("key", node, version));
        byte[] plain = Envelope.open(key, content, about("account", node, version));
        String[] parts = new String(plain, StandardCharsets.UTF_8).split(ZERO, -1);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(plain, (byte) 0);
        if (parts.length != form + 1) {
            throw new GeneralSecurityException("an account of " + parts.length + " parts in form " + form);
        }
        return new Credential(parts[0], parts[1], form == KEYED ? Optional.of(parts[2]) : Optional.empty());
    }

    /** The same account under another master key; the data key stays. */
    SealedAccount wrapped(NodeId node, MasterKey former, MasterKey present) throws GeneralSecurityException {
        byte[] key = Envelope.open(former.bytes(), wrappedKey, about("key", node, version));
        byte[] wrapped = Envelope.seal(present.bytes(), key, about("key", node, version));
        Arrays.fill(key, (byte) 0);
        return new SealedAccount(form, version, present.id(), wrapped, content);
    }

    boolean isShredded() {
        return master.isEmpty();
    }

    private static byte[] about(String what, NodeId node, long version) {
        return ("rackledger-bmc-" + what + "/1 " + node.value() + " " + version).getBytes(StandardCharsets.UTF_8);
    }

    String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "form=" + form + "\nversion=" + version + "\nmaster=" + master + "\nkey="
                + base64.encodeToString(wrappedKey) + "\naccount=" + base64.encodeToString(content) + "\n";
    }

    /** Fails with {@link IllegalArgumentException} where this is no such text. */
    static SealedAccount parse(String text) throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(text));
        String form = lines.getProperty("form", "");
        if (!form.equals("1") && !form.equals("2")) {
            throw new IllegalArgumentException("it is not of form 1 or 2");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return new SealedAccount(
                Integer.parseInt(form),
                Long.parseLong(lines.getProperty("version", "")),
                lines.getProperty("master", ""),
                base64.decode(lines.getProperty("key", "")),
                base64.decode(lines.getProperty("account", "")));
    }
}
