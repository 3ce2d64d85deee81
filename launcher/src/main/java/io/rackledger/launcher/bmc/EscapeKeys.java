package io.rackledger.launcher.bmc;

import java.io.ByteArrayOutputStream;

/**
 * What is typed at a console, without what is meant for us: {@code ~.} at the beginning of a line leaves, {@code ~~} there types one tilde, as
 * with ssh and ipmitool. Not thread-safe.
 */
final class EscapeKeys {
    private enum Mode {
        LINE_BEGINS,
        TILDE,
        IN_LINE
    }

    private Mode mode = Mode.LINE_BEGINS;
    private boolean left;

    /** Whether the user wants to leave: nothing that follows is for the machine. */
    boolean hasLeft() {
        return left;
    }

    /** What of it is for the machine. */
    byte[] take(byte[] typed, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < length && !left; i++) {
            take(typed[i], out);
        }
        return out.toByteArray();
    }

    private void take(byte each, ByteArrayOutputStream out) {
        boolean ends = each == '\r' || each == '\n';
        switch (mode) {
            case LINE_BEGINS -> {
                if (each == '~') {
                    mode = Mode.TILDE;
                } else {
                    out.write(each);
                    mode = ends ? Mode.LINE_BEGINS : Mode.IN_LINE;
                }
            }
            case TILDE -> {
                left = each == '.';
                if (!left) {
                    out.write('~');
                    if (each != '~') {
                        out.write(each);
                    }
                    mode = ends ? Mode.LINE_BEGINS : Mode.IN_LINE;
                }
            }
            case IN_LINE -> {
                out.write(each);
                mode = ends ? Mode.LINE_BEGINS : Mode.IN_LINE;
            }
        }
    }
}
