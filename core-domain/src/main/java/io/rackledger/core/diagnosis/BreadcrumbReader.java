package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.Text;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.ArtifactServed;
import io.rackledger.core.signal.SignalBody.BootScriptServed;
import io.rackledger.core.signal.SignalBody.CloudInitReported;
import io.rackledger.core.signal.SignalBody.FailureReported;
import io.rackledger.core.signal.SignalBody.HeartbeatReceived;
import io.rackledger.core.signal.SignalBody.PhoneHomeReceived;
import io.rackledger.core.signal.SignalBody.PowerRead;
import io.rackledger.core.signal.SignalBody.PowerReported;
import io.rackledger.core.signal.SignalBody.RequestRefused;
import io.rackledger.core.signal.SignalBody.RunnerFinished;
import io.rackledger.core.signal.SignalBody.RunnerStarted;
import io.rackledger.core.signal.SignalBody.SeedServed;
import io.rackledger.core.signal.SignalBody.StepFinished;
import io.rackledger.core.signal.SignalBody.StepLogged;
import io.rackledger.core.signal.SignalBody.StepStarted;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one signal into a chain's breadcrumbs. Source of the cloud-init rules: measured with 22.4.2, docs/cloud-init.md. */
final class BreadcrumbReader {
    private static final Pattern FACT = Pattern.compile("(?m)^fact ([a-z][a-z0-9_.-]{0,63}) (.{0,200})$");
    private static final String HOLD = "hold";
    private static final int MOST_FACTS = 100;
    private static final int TAIL_SHOWN = 160;

    private final Breadcrumbs before;

    BreadcrumbReader(Breadcrumbs before) {
        this.before = before;
    }

    Breadcrumbs read(Signal signal) {
        Breadcrumbs heard = before.heard(signal.seenAt(), host(signal.source()));
        return switch (signal.body()) {
            case BootScriptServed served ->
                heard.bootRequested().plus(crumb(Link.BOOT_SCRIPT, 0, signal, Optional.of(served.digest())));
            case ArtifactServed served ->
                served.complete() ? heard.plus(crumb(served.link(), 0, signal, Optional.of(served.digest()))) : heard;
            case SeedServed served -> seed(heard, served, signal);
            case CloudInitReported report ->
                CloudInitRules.read(heard.plus(crumb(Link.CLOUD_INIT, 0, signal, Optional.empty())), report, signal);
            case FailureReported report ->
                heard.with(new Trouble(
                        FailureCode.REPORTED_BY_MACHINE,
                        "the machine reported at '" + report.link() + "': " + report.detail(),
                        report.link(),
                        signal.id()));
            case RunnerStarted _ -> heard.plus(crumb(Link.APPLIED, 0, signal, Optional.empty()));
            case StepStarted started -> stepStarted(heard, started, signal);
            case StepFinished finished -> stepFinished(heard, finished, signal);
            case RunnerFinished finished -> runnerFinished(heard, finished, signal);
            case StepLogged _, HeartbeatReceived _, PhoneHomeReceived _, RequestRefused _ -> heard;
            case PowerReported _, PowerRead _ -> before;
        };
    }

    private static Breadcrumbs seed(Breadcrumbs heard, SeedServed served, Signal signal) {
        if (served.status() < 400) {
            return heard.plus(crumb(served.link(), 0, signal, Optional.of(served.digest())));
        }
        int times = heard.seedError()
                .filter(error -> error.link() == served.link())
                .map(SeedError::times)
                .orElse(0);
        return heard.with(new SeedError(served.link(), served.status(), times + 1, signal.id()));
    }

    private static Breadcrumbs stepStarted(Breadcrumbs heard, StepStarted started, Signal signal) {
        Crumb crumb = crumb(Link.STEP_STARTED, started.index(), signal, Optional.empty());
        Breadcrumbs next = heard.plus(crumb);
        return started.step().equals(HOLD) ? next.holding(crumb) : next;
    }

    private static Breadcrumbs stepFinished(Breadcrumbs heard, StepFinished finished, Signal signal) {
        Breadcrumbs next = heard.plus(crumb(Link.STEP_FINISHED, finished.index(), signal, Optional.empty()))
                .with(facts(finished.tail()));
        return finished.exit() == 0 && !finished.timedOut() ? next : next.with(finished);
    }

    private Breadcrumbs runnerFinished(Breadcrumbs heard, RunnerFinished finished, Signal signal) {
        if (finished.success()) {
            return heard.plus(crumb(Link.STEPS_DONE, 0, signal, Optional.empty()))
                    .done(true, false);
        }
        return heard.with(stepTrouble(heard.failedStep(), finished.failedStep(), signal));
    }

    private Trouble stepTrouble(Optional<StepFinished> step, String name, Signal signal) {
        String missing = "step '" + name + "' done";
        if (step.isEmpty()) {
            return new Trouble(
                    FailureCode.STEP_FAILED,
                    "its step '" + name + "' failed, details did not come",
                    missing,
                    signal.id());
        }
        StepFinished failed = step.orElseThrow();
        String took = Words.seconds(failed.took());
        String tail = Text.bounded(lastLine(failed.tail()), TAIL_SHOWN);
        String words = failed.timedOut()
                ? "its step '" + name + "' ran over its time limit and was stopped after " + took
                : "its step '" + name + "' exited with code " + failed.exit() + " after " + took;
        String said = tail.isEmpty() ? "" : "; its last words: " + tail;
        return new Trouble(code(failed), words + said, missing, signal.id());
    }

    /** The installed system's confirm-user-data tells two causes by its exit code. */
    private FailureCode code(StepFinished failed) {
        boolean confirms =
                before.chain().stage() == BootStage.INSTALLED && failed.step().equals("confirm-user-data");
        if (failed.timedOut()) {
            return FailureCode.STEP_TIMEOUT;
        }
        if (confirms && failed.exit() == 3) {
            return FailureCode.DIGEST_MISMATCH;
        }
        return confirms && failed.exit() == 4 ? FailureCode.USERDATA_INVALID : FailureCode.STEP_FAILED;
    }

    private static SortedMap<String, String> facts(String tail) {
        SortedMap<String, String> found = new TreeMap<>();
        Matcher matcher = FACT.matcher(tail);
        while (matcher.find() && found.size() < MOST_FACTS) {
            found.put(matcher.group(1), Text.printable(matcher.group(2)));
        }
        return found;
    }

    private static String lastLine(String tail) {
        return tail.strip().lines().reduce("", (first, second) -> second);
    }

    static Crumb crumb(Link link, int index, Signal signal, Optional<Digest> digest) {
        return new Crumb(link, index, signal.seenAt(), host(signal.source()), digest, signal.id());
    }

    /** The address without its port: a machine uses another port for each request. */
    private static String host(String source) {
        int colon = source.lastIndexOf(':');
        return colon > 0 && source.indexOf('.') > 0 ? source.substring(0, colon) : source;
    }
}
