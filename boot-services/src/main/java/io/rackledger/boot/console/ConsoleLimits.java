package io.rackledger.boot.console;

import io.rackledger.boot.admission.Bucket;
import java.time.Duration;

/**
 * How much is heard of machines' consoles.
 *
 * @param lines lines of one address; a kernel that boots prints some eight hundred within two seconds
 * @param longestLine characters that are kept of a line
 * @param most characters that are kept of one address until they are told
 * @param addresses of which something waits to be told
 * @param connections open at once by TCP
 * @param gather how long lines are collected before they are told as one signal
 * @param idle how long a TCP connection may say nothing
 */
public record ConsoleLimits(
        Bucket lines, int longestLine, int most, int addresses, int connections, Duration gather, Duration idle) {
    public static final ConsoleLimits DEFAULT = new ConsoleLimits(
            new Bucket(1000, 50), 1000, 65_536, 4096, 1024, Duration.ofSeconds(1), Duration.ofMinutes(30));

    public ConsoleLimits withLines(Bucket ofAddress, Duration gathered) {
        return new ConsoleLimits(ofAddress, longestLine, most, addresses, connections, gathered, idle);
    }
}
