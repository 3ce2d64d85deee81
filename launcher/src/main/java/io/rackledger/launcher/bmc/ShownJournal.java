package io.rackledger.launcher.bmc;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.power.PowerJournal;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BmcWork;
import io.rackledger.core.node.PowerOutcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows what is done at a BMC from here, a line each; the same again is not shown. */
final class ShownJournal implements PowerJournal {
    private final PrintWriter out;
    private String last = "";
    private @Nullable BmcTrouble trouble;

    ShownJournal(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(BmcWork work) {
        // There is no log to write it into, and nobody who could take it over.
    }

    @Override
    public void done(BmcWork work, String told, Duration took) {
        trouble = null;
        show(words(work) + ": " + told, took);
    }

    @Override
    public void failed(BmcWork work, BmcTrouble met, Duration took) {
        trouble = met;
        show(words(work) + " FAILS: " + met.detail(), took);
    }

    @Override
    public void identified(BmcIdentity identity) {
        show("this is the machine with " + identity.words(), Duration.ZERO);
    }

    /** Of which kind the failure is: that of the last thing that failed, else nothing happened. */
    BmcTrouble why(PowerOutcome.Failed failed) {
        BmcTrouble met = trouble;
        return met != null && met.code() == failed.code()
                ? new BmcTrouble(met.kind(), met.stage(), met.status(), failed.detail())
                : new BmcTrouble(FailureKind.NO_EFFECT, failed.detail());
    }

    private void show(String words, Duration took) {
        if (!words.equals(last)) {
            out.println(words + (took.toMillis() > 0 ? " (" + took.toMillis() + " ms)" : ""));
            out.flush();
        }
        last = words;
    }

    private static String words(BmcWork work) {
        return work.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
