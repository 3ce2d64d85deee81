package io.rackledger.e2e.bench;

import java.util.Locale;

/** What a figure is to reach, in the figure's unit. */
record Aim(Sense sense, double value) {
    /** Which side of the aim is good. */
    enum Sense {
        AT_LEAST,
        AT_MOST
    }

    boolean metBy(double figure) {
        return switch (sense) {
            case AT_LEAST -> figure >= value;
            case AT_MOST -> figure <= value;
        };
    }

    /** "yes", or by how much the figure misses the aim. */
    String verdict(double figure) {
        return metBy(figure) ? "yes" : missed(figure);
    }

    private String missed(double figure) {
        double factor = sense == Sense.AT_LEAST ? value / figure : figure / value;
        return String.format(Locale.ROOT, "missed by a factor of %.2f", factor);
    }
}
