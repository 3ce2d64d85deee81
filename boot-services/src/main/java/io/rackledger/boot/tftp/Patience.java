package io.rackledger.boot.tftp;

import java.time.Duration;

/**
 * When to send again and when to give up, counted in ticks so that a packet costs no timer. The wait doubles each time, unless the
 * machine has asked for a time of its own. Confined to one thread.
 */
final class Patience {
    /** Ticks of the first wait. */
    private static final int TICKS = 4;

    private final Duration tick;
    private final int tries;
    private final boolean doubles;
    private final int spread;
    private int idle;
    private int tried;

    private Patience(Duration first, int tries, boolean doubles, int spread) {
        this.tick = first.dividedBy(TICKS);
        this.tries = tries;
        this.doubles = doubles;
        this.spread = spread;
    }

    /** @param port of the machine: machines that fell silent together are not all spoken to together again */
    static Patience of(TransferOptions options, TftpLimits limits, int port) {
        return new Patience(
                options.timeout().orElse(limits.patience()),
                limits.tries(),
                options.timeout().isEmpty(),
                Math.floorMod(port, TICKS));
    }

    /** What a tick brings. */
    enum Verdict {
        WAIT,
        SEND_AGAIN,
        GIVE_UP
    }

    Duration tick() {
        return tick;
    }

    /** Something came. */
    void renew() {
        idle = 0;
        tried = 0;
    }

    Verdict tickPassed() {
        idle++;
        int wait = doubles ? TICKS << tried : TICKS;
        if (idle < wait + (tried == 0 ? 0 : spread)) {
            return Verdict.WAIT;
        }
        idle = 0;
        tried++;
        return tried >= tries ? Verdict.GIVE_UP : Verdict.SEND_AGAIN;
    }
}
