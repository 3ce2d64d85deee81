package io.rackledger.boot.token;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.AttemptId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Blots an attempt's tokens out of what its machine says, before it is written down for ever: scripts like to print the URL that
 * they fetch. Lengths stay, so offsets of logs stay true. A token that falls apart into two pieces of a log is not found.
 */
public final class TokenMask {
    private static final byte BLOT = '*';

    private final List<byte[]> secrets;

    TokenMask(TokenKey key, AttemptId attempt) {
        secrets = Stream.of(BootStage.values())
                .map(stage -> key.tokenFor(attempt, stage).value().getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    /** The same bytes where there is nothing to hide, else a copy with '*' in place of each character of a token. */
    public byte[] apply(byte[] said) {
        byte[] masked = said;
        for (byte[] secret : secrets) {
            for (int at = indexOf(masked, secret, 0); at >= 0; at = indexOf(masked, secret, at + 1)) {
                masked = masked == said ? said.clone() : masked;
                for (int i = at; i < at + secret.length; i++) {
                    masked[i] = BLOT;
                }
            }
        }
        return masked;
    }

    private static int indexOf(byte[] text, byte[] wanted, int from) {
        for (int start = from; start <= text.length - wanted.length; start++) {
            int same = 0;
            while (same < wanted.length && text[start + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return start;
            }
        }
        return -1;
    }
}
