package io.rackledger.launcher.rack;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The power of one boot: whatever the machine does takes time, and ends at once when the cord is cut. */
final class PowerCord {
    private final CountDownLatch cut = new CountDownLatch(1);

    /** Time goes by. */
    void spend(Duration time) throws PowerLost {
        try {
            if (cut.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PowerLost();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PowerLost();
        }
    }

    /** Nothing happens any more, until somebody cuts the power. */
    void hang() throws PowerLost {
        spend(Duration.ofDays(365));
    }

    void check() throws PowerLost {
        if (cut.getCount() == 0) {
            throw new PowerLost();
        }
    }

    void cut() {
        cut.countDown();
    }
}
