package io.rackledger.bmc.event;

import io.rackledger.bmc.credential.KeyFile;
import io.rackledger.core.identity.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that makes each node's token: who names a node's token was told it by this process, which told it to the node's BMC alone. It
 * lies in the data directory, so that subscriptions outlive a restart. Thread-safe.
 */
public final class EventKey {
    private static final String NAME = "bmc-events.key";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int TOKEN_BYTES = 20;
    private static final String BLOT = "***";

    private final SecretKeySpec secret;

    EventKey(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * Reads the key of a data directory, or makes one, readable by its owner alone.
     *
     * @throws IllegalArgumentException where the file is no key, or can be read by others
     */
    public static EventKey of(Path dataDirectory) throws IOException {
        return new EventKey(KeyFile.readOrCreate(dataDirectory.resolve(NAME), "key of BMC events"));
    }

    /** 160 bits in 40 hexadecimal digits. A secret: it is never written down. */
    String tokenOf(NodeId node) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] code = mac.doFinal(("bmc-events|" + node.value()).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(code, 0, TOKEN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks HMAC-SHA256, which every runtime must have", e);
        }
    }

    /** Whether this is the node's token; the time that it takes tells nothing about where they differ. */
    boolean fits(NodeId node, String presented) {
        return MessageDigest.isEqual(
                tokenOf(node).getBytes(StandardCharsets.US_ASCII), presented.getBytes(StandardCharsets.UTF_8));
    }

    /** The same words without the node's token: BMCs like to repeat where they send their events to. */
    String masked(NodeId node, String words) {
        return words.replace(tokenOf(node), BLOT);
    }

    @Override
    public String toString() {
        return "EventKey(secret)";
    }
}
