package io.rackledger.bmc.credential;

import io.rackledger.core.identity.Text;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one certificate that a person has named.
 *
 * @param sha256 in lower-case hex
 */
public record PinnedCertificate(String sha256) implements CertificateMemory {
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern PAIRS = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){31}");

    /**
     * Reads what browsers, openssl and our own messages show.
     *
     * @throws IllegalArgumentException where it is no SHA-256
     */
    public static PinnedCertificate parse(String text) {
        String plain = text.strip();
        boolean ok = HEX.matcher(plain).matches() || PAIRS.matcher(plain).matches();
        Text.require(
                ok, "SHA-256 of a certificate", text, "64 hexadecimal digits, with a colon between pairs or without");
        return new PinnedCertificate(plain.replace(":", "").toLowerCase(Locale.ROOT));
    }

    @Override
    public Optional<String> known() {
        return Optional.of(sha256);
    }

    @Override
    public String remember(String fingerprint) {
        return sha256;
    }
}
