package io.rackledger.command.simulation;

import java.util.ArrayList;
import java.util.List;

/** The last steps of a run, kept as they are and put into words only when something has gone wrong. */
final class Trace {
    private static final int KEPT = 40;
    private static final int LONGEST = 300;

    private final long[] times = new long[KEPT];
    private final String[] whats = new String[KEPT];
    private final Object[] ofs = new Object[KEPT];
    private long count;

    void step(long at, String what, Object of) {
        int slot = (int) (count++ % KEPT);
        times[slot] = at;
        whats[slot] = what;
        ofs[slot] = of;
    }

    /** The last steps, oldest first. */
    List<String> told() {
        List<String> told = new ArrayList<>();
        for (long each = Math.max(0, count - KEPT); each < count; each++) {
            int slot = (int) (each % KEPT);
            String line = "%s  %s %s".formatted(VirtualTime.START.plusMillis(times[slot]), whats[slot], ofs[slot]);
            told.add(line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line);
        }
        return told;
    }
}
