package io.rackledger.bmc.inquiry;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.VirtualMedia;
import io.rackledger.bmc.effector.BmcSignals;
import io.rackledger.core.node.BmcTask;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Has things done at the BMCs of nodes, as operators want it, on which no state of a node depends: nothing has to be decided, nothing goes on
 * after a restart of the engine, and nobody takes it over, so they are no commands. Each is written into the log before it is done, with who
 * asked, and not done where the log does not take that; then what came of it. Blocks its (virtual) thread. Thread-safe.
 */
public final class BmcTasks {
    private final BmcInquiry inquiry;
    private final BmcSignals signals;
    private final InstantSource clock;

    public BmcTasks(BmcInquiry inquiry, BmcSignals signals, InstantSource clock) {
        this.inquiry = inquiry;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Puts an image into the virtual CD drive, in place of any other; tells what is in it then.
     *
     * @param by who asks, for the record
     */
    public Told<VirtualMedia> insertMedia(String node, URI image, String by) {
        String words = VirtualMedia.words(image);
        return perform(node, BmcTask.INSERT_MEDIA, by, words, BmcTasks::words, (bmc, until) -> {
            bmc.insertMedia(image, until);
            return bmc.media(until);
        });
    }

    /** Takes out what is in the virtual CD drive. */
    public Told<VirtualMedia> ejectMedia(String node, String by) {
        return perform(node, BmcTask.EJECT_MEDIA, by, "", BmcTasks::words, (bmc, until) -> {
            bmc.ejectMedia(until);
            return bmc.media(until);
        });
    }

    /** Restarts the BMC itself; the machine goes on. Tells the BMC's answer. */
    public Told<String> restart(String node, String by) {
        return perform(node, BmcTask.RESTART_BMC, by, "", Function.identity(), (bmc, until) -> bmc.restartBmc(until));
    }

    private static String words(VirtualMedia found) {
        return found.shown().map(image -> "holds " + image).orElse("holds nothing");
    }

    private <T> Told<T> perform(
            String named,
            BmcTask task,
            String by,
            String with,
            Function<T, String> words,
            BmcInquiry.Question<T> question) {
        return inquiry.deal(named, BmcInquiry.LONG, (node, address, until) -> {
            if (!signals.begin(node, task, by, with)) {
                throw new BmcTrouble(
                        FailureKind.BUSY, "nothing is done while the log does not take down what is about to be done");
            }
            Instant began = clock.instant();
            try {
                Told.Answer<T> told = inquiry.answer(node, address, question, until);
                signals.end(node, task, by, Optional.empty(), since(began), words.apply(told.found()));
                return told;
            } catch (BmcTrouble trouble) {
                signals.end(node, task, by, Optional.of(trouble.kind()), since(began), trouble.detail());
                throw trouble;
            }
        });
    }

    private Duration since(Instant began) {
        return Duration.between(began, clock.instant());
    }
}
