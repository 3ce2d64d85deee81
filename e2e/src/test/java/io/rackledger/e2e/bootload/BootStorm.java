package io.rackledger.e2e.bootload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Many machines that are switched on in the same moment. Arguments: how many, and the number of the first. */
public final class BootStorm {
    private static final Pattern STAGE = Pattern.compile("STAGE (\\S+) p50=([0-9.]+) p99=([0-9.]+)");
    private static final Pattern REPEATS = Pattern.compile("REPEATS (.*)");
    private static final int LIMIT_SECONDS = 200;

    private BootStorm() {}

    /**
     * What a storm came to.
     *
     * @param millis p50 and p99 of each stage: dhcp (one exchange), loader, script, kernel, whole
     * @param repeats what had to be repeated how often
     */
    public record Result(Map<String, double[]> millis, String repeats) {}

    /** Runs it in the load's namespace; fails where a machine does not come to its end. */
    public static Result run(Wire wire, Path log, int machines, int first) throws IOException, InterruptedException {
        String text = wire.load(
                log,
                LIMIT_SECONDS,
                OwnServices.java(List.of("-Xmx400m"), BootStorm.class.getName(), "" + machines, "" + first));
        Map<String, double[]> millis = new TreeMap<>();
        for (Matcher stage = STAGE.matcher(text); stage.find(); ) {
            millis.put(
                    stage.group(1),
                    new double[] {Double.parseDouble(stage.group(2)), Double.parseDouble(stage.group(3))});
        }
        Matcher repeats = REPEATS.matcher(text);
        if (!millis.containsKey("whole") || !repeats.find()) {
            throw new IOException("the storm failed: " + text);
        }
        return new Result(millis, repeats.group(1));
    }

    public static void main(String[] arguments) throws Exception {
        int machines = Integer.parseInt(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        StageTimes times = new StageTimes();
        try (RelayedDhcp dhcp = new RelayedDhcp();
                TftpPool tftp = new TftpPool();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> boots = new ArrayList<>();
            for (int i = 0; i < machines; i++) {
                StormMachine machine = new StormMachine(LogHost.mac(first + i), dhcp, tftp, times);
                boots.add(() -> {
                    machine.boot();
                    return true;
                });
            }
            for (Future<Boolean> each : threads.invokeAll(boots)) {
                each.get();
            }
            times.repeated("dhcp", dhcp.repeats());
        }
        times.millis()
                .forEach((stage, p) ->
                        System.out.printf(Locale.ROOT, "STAGE %s p50=%.2f p99=%.2f%n", stage, p[0], p[1]));
        System.out.println("REPEATS " + times.repeats());
    }
}
