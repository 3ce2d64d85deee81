package io.rackledger.e2e.bootload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests over keep-alive connections by wrk, on one thread. */
public final class Wrk {
    private static final Pattern DONE =
            Pattern.compile("(\\d+) requests in ([0-9.]+)(ms|s|m), ([0-9.]+)(B|KB|MB|GB|TB) read");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final int MORE_SECONDS = 60;

    private Wrk() {}

    /** What a run came to. */
    public record Result(
            double requestsPerSecond, double megabytesPerSecond, double bytes, double p99Millis, long failed) {}

    public static Result run(Wire wire, Path log, String url, int clients, int seconds)
            throws IOException, InterruptedException {
        String text = wire.load(
                log,
                seconds + MORE_SECONDS,
                List.of(
                        Wire.path("wrk"),
                        "-t1",
                        "-c" + clients,
                        "-d" + seconds + "s",
                        "--latency",
                        "--timeout",
                        "30s",
                        url));
        Matcher done = DONE.matcher(text);
        if (!done.find()) {
            throw new IllegalStateException("wrk did not tell what it did: " + text);
        }
        double time = Double.parseDouble(done.group(2))
                * (done.group(3).equals("ms") ? 0.001 : done.group(3).equals("m") ? 60 : 1);
        double bytes = Double.parseDouble(done.group(4))
                * Math.pow(1024, List.of("B", "KB", "MB", "GB", "TB").indexOf(done.group(5)));
        return new Result(Long.parseLong(done.group(1)) / time, bytes / 1e6 / time, bytes, p99(text), failed(text));
    }

    private static double p99(String text) {
        Matcher line = P99.matcher(text);
        if (!line.find()) {
            return Double.NaN;
        }
        double value = Double.parseDouble(line.group(1));
        return switch (line.group(2)) {
            case "us" -> value / 1000;
            case "s" -> value * 1000;
            default -> value;
        };
    }

    private static long failed(String text) {
        Matcher line = Pattern.compile("Non-2xx or 3xx responses: (\\d+)").matcher(text);
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }
}
