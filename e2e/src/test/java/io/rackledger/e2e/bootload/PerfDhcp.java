package io.rackledger.e2e.bootload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole exchanges, DISCOVER to ACK, by perfdhcp of the Kea project, as a relay, with the options of UEFI firmware. */
public final class PerfDhcp {
    private static final Pattern RATE =
            Pattern.compile("Rate: ([0-9.]+) 4-way exchanges/second, expected rate: ([0-9.]+)");
    private static final Pattern COUNT = Pattern.compile("(sent|received) packets: (\\d+)");
    private static final Pattern DELAY = Pattern.compile("avg delay: ([0-9.]+) ms");
    private static final int MORE_SECONDS = 30;

    private PerfDhcp() {}

    /**
     * What a run came to.
     *
     * @param rate exchanges that came to their end, a second
     * @param lost share of DISCOVERs and REQUESTs that got no answer within a second
     * @param offerMillis mean time to the offer
     * @param ackMillis mean time from request to acknowledgement
     */
    public record Result(double rate, double lost, double offerMillis, double ackMillis) {}

    /** @param firstMac counts from {@link LogHost#FIRST_MAC}; machines are drawn by chance from so many */
    public static Result run(Wire wire, Path log, int rate, int seconds, long firstMac, int machines)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Wire.path("perfdhcp"),
                "-4",
                "-l",
                Wire.RELAY,
                "-r",
                "" + rate,
                "-R",
                "" + machines,
                "-b",
                "mac=" + LogHost.mac(firstMac),
                "-p",
                "" + seconds,
                "-W",
                "500000",
                "-o",
                "60,505845436c69656e743a417263683a30303030373a554e44493a303033303030",
                "-o",
                "93,0007",
                "-o",
                "97,0000000077000040008000000000000000",
                Wire.SERVER));
        // Lost packets make it end with a code of its own; what it printed is looked at instead.
        return parse(wire.load(log, seconds + MORE_SECONDS, command));
    }

    private static Result parse(String text) {
        Matcher rate = RATE.matcher(text);
        if (!rate.find()) {
            throw new IllegalStateException("perfdhcp did not tell a rate: " + text);
        }
        List<Long> counts = new ArrayList<>();
        for (Matcher each = COUNT.matcher(text); each.find(); ) {
            counts.add(Long.parseLong(each.group(2)));
        }
        List<Double> delays = new ArrayList<>();
        for (Matcher each = DELAY.matcher(text); each.find(); ) {
            delays.add(Double.parseDouble(each.group(1)));
        }
        double sent = counts.get(0) + counts.get(2);
        double received = counts.get(1) + counts.get(3);
        return new Result(
                Double.parseDouble(rate.group(1)),
                1 - received / sent,
                delays.isEmpty() ? Double.NaN : delays.getFirst(),
                delays.size() < 2 ? Double.NaN : delays.get(1));
    }
}
