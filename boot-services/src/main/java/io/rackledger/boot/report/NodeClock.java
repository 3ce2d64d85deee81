package io.rackledger.boot.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Readings of a machine's own clock: seconds since 1970 with a fraction. */
final class NodeClock {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,11}(\\.[0-9]{0,12})?");
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private NodeClock() {}

    /** The instant, empty where the text is anything else; any date is believed to be what the machine's clock says. */
    static Optional<Instant> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal seconds = new BigDecimal(text.endsWith(".") ? text + "0" : text);
        long whole = seconds.longValue();
        long nanos = seconds.subtract(BigDecimal.valueOf(whole)).multiply(NANOS).longValue();
        return Optional.of(Instant.ofEpochSecond(whole, nanos));
    }
}
