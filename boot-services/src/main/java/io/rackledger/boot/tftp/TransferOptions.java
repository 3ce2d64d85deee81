package io.rackledger.boot.tftp;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What machine and server have agreed on. RFC 2347; blksize 2348, timeout and tsize 2349, windowsize 7440. An option that is not
 * understood, or whose value is not allowed, is left out of the answer, as RFC 2347 wants it.
 *
 * @param blockSize bytes of each block but the last
 * @param window blocks that are sent before an acknowledgement is waited for
 * @param timeout asked by the machine; empty: the server's own
 * @param answered what the OACK says; empty: no OACK
 */
record TransferOptions(int blockSize, int window, Optional<Duration> timeout, Map<String, String> answered) {
    private static final int PLAIN_BLOCK = 512;
    private static final int SMALLEST_BLOCK = 8;
    private static final int LARGEST_BLOCK = 65464;
    private static final int LARGEST_WINDOW = 65535;
    /** RFC 2349 allows 255 s; more than this would keep a transfer open for too long after its machine has gone. */
    private static final int LONGEST_TIMEOUT = 30;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    static TransferOptions agree(Map<String, String> asked, long size, TftpLimits limits) {
        OptionalInt block = number(asked, "blksize", SMALLEST_BLOCK, LARGEST_BLOCK, limits.blockSize());
        OptionalInt window = number(asked, "windowsize", 1, LARGEST_WINDOW, limits.window());
        OptionalInt timeout = number(asked, "timeout", 1, LONGEST_TIMEOUT, LONGEST_TIMEOUT);
        Map<String, String> answered = new LinkedHashMap<>();
        block.ifPresent(value -> answered.put("blksize", Integer.toString(value)));
        timeout.ifPresent(value -> answered.put("timeout", Integer.toString(value)));
        if (number(asked, "tsize", 0, Integer.MAX_VALUE, Integer.MAX_VALUE).isPresent()) {
            answered.put("tsize", Long.toString(size));
        }
        window.ifPresent(value -> answered.put("windowsize", Integer.toString(value)));
        return new TransferOptions(
                block.orElse(PLAIN_BLOCK),
                window.orElse(1),
                timeout.isPresent() ? Optional.of(Duration.ofSeconds(timeout.getAsInt())) : Optional.empty(),
                answered);
    }

    /** Whether the machine wanted to know the size. */
    boolean tellsSize() {
        return answered.containsKey("tsize");
    }

    /** The value asked, cut to what is granted; empty where nothing, or nothing allowed, was asked. */
    private static OptionalInt number(Map<String, String> asked, String name, int least, int most, int granted) {
        String text = asked.getOrDefault(name, "");
        if (!NUMBER.matcher(text).matches()) {
            return OptionalInt.empty();
        }
        int value = Integer.parseInt(text);
        return value >= least && value <= most ? OptionalInt.of(Math.min(value, granted)) : OptionalInt.empty();
    }
}
