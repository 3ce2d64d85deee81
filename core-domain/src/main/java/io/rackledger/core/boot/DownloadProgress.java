package io.rackledger.core.boot;

import java.util.Locale;

/**
 * How far a download has come.
 *
 * @param sent bytes sent so far
 * @param size bytes in all
 */
public record DownloadProgress(long sent, long size) {
    private static final int STEP = 1000;

    /** As an operator reads it: "60 % (12.3 of 20.5 MB)"; 100 % only where nothing is missing. */
    public String words() {
        String[] units = {"bytes", "kB", "MB", "GB"};
        int unit = 0;
        double scale = 1;
        while (unit < units.length - 1 && size >= scale * STEP) {
            scale *= STEP;
            unit++;
        }
        long percent = size <= 0 ? 0 : (long) Math.floor(100.0 * sent / size);
        return unit == 0
                ? "%d %% (%d of %d bytes)".formatted(percent, sent, size)
                : String.format(
                        Locale.ROOT, "%d %% (%.1f of %.1f %s)", percent, sent / scale, size / scale, units[unit]);
    }
}
