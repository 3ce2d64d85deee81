package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.Text;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.RunnerFinished;
import io.rackledger.core.signal.SignalBody.StepFinished;
import java.util.Optional;

/** What it means that the step runner gave up over a step. */
final class StepTroubles {
    private static final String CONFIRM = "confirm-user-data";
    private static final int ALTERED = 3;
    private static final int UNREADABLE = 4;
    private static final String WRITE = "write-image";
    private static final int OTHER_IMAGE = 8;
    private static final int TAIL_SHOWN = 120;

    private StepTroubles() {}

    static Trouble of(Signal signal, RunnerFinished finished, Optional<StepFinished> step, ChainKey chain) {
        String failed = finished.failedStep();
        boolean outside = failed.isEmpty();
        return new Trouble(
                signal.seenAt(),
                step.map(each -> code(each, chain)).orElse(FailureCode.STEP_FAILED),
                step.map(each -> words(each, chain))
                        .orElse(
                                outside
                                        ? "the step runner gave up outside of any step and did not say why"
                                        : "step '" + failed + "' failed; no details came"),
                outside ? "steps done" : "step '" + failed + "' done",
                step.map(StepFinished::index).orElse(0),
                signal.id());
    }

    private static String words(StepFinished step, ChainKey chain) {
        String took = Words.seconds(step.took());
        String tail = Words.quoted(lastLine(step.tail()), TAIL_SHOWN);
        String words = step.timedOut()
                ? "step '" + step.step() + "' was stopped after " + took + " because its time limit was over"
                : meaning(code(step, chain), step.step()) + "step '" + step.step() + "' exited with code " + step.exit()
                        + " after " + took;
        return tail.isEmpty() ? words : words + "; its last words were " + tail;
    }

    private static String meaning(FailureCode code, String step) {
        if (code == FailureCode.DIGEST_MISMATCH) {
            return step.equals(WRITE)
                    ? "the image that arrived is not the one that was ordered: "
                    : "the machine does not hold the user data that it was served: ";
        }
        return code == FailureCode.USERDATA_INVALID ? "cloud-init could not read the user data: " : "";
    }

    /** The installed system's confirm-user-data tells two causes by its exit code, and write-image one. */
    private static FailureCode code(StepFinished step, ChainKey chain) {
        if (step.timedOut()) {
            return FailureCode.STEP_TIMEOUT;
        }
        if (step.step().equals(WRITE) && step.exit() == OTHER_IMAGE) {
            return FailureCode.DIGEST_MISMATCH;
        }
        boolean confirms = chain.stage() == BootStage.INSTALLED && step.step().equals(CONFIRM);
        if (confirms && step.exit() == ALTERED) {
            return FailureCode.DIGEST_MISMATCH;
        }
        return confirms && step.exit() == UNREADABLE ? FailureCode.USERDATA_INVALID : FailureCode.STEP_FAILED;
    }

    private static String lastLine(String tail) {
        return Text.printable(tail.strip().lines().reduce("", (_, second) -> second));
    }
}
