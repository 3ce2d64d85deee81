package io.rackledger.command.process;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.diagnosis.Breadcrumbs;
import io.rackledger.core.diagnosis.ChainKey;
import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import java.util.Optional;

/**
 * What signals have told about a node as far as it can still matter: an immutable fold. A signal that is late (of an attempt, stage or
 * power request that is over) or foreign leaves it as it is.
 *
 * @param chain breadcrumbs of the present boot chain
 * @param powerReport the effector's report on the power request that was pending
 * @param powerRead the newest background reading of the power state
 * @param bmcContact the newest word on whether the BMC can be worked with
 * @param bmcIdentity the newest word on which machine it belongs to
 */
record Observed(
        Optional<Breadcrumbs> chain,
        Optional<Signal> powerReport,
        Optional<Signal> powerRead,
        Optional<Signal> bmcContact,
        Optional<Signal> bmcIdentity) {
    static final Observed NOTHING =
            new Observed(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** With one more signal, judged on a state that is at least as new as the signal. */
    Observed with(Signal signal, Node node) {
        return switch (signal.body()) {
            case SignalBody.PowerReported report ->
                concerns(signal, node)
                        ? reported(
                                powerReport.filter(first -> same(first, report)).or(() -> Optional.of(signal)))
                        : this;
            case SignalBody.PowerRead _ -> isNewer(signal, powerRead) ? read(signal) : this;
            case SignalBody.BmcReported(var report) -> told(signal, report);
            case SignalBody.PowerStepBegun _,
                    SignalBody.PowerAttempted _,
                    SignalBody.BmcTaskTold _,
                    SignalBody.BmcEventHeard _ -> this;
            case SignalBody.BootScriptServed _,
                    SignalBody.ArtifactServed _,
                    SignalBody.SeedServed _,
                    SignalBody.CloudInitReported _,
                    SignalBody.PhoneHomeReceived _,
                    SignalBody.FailureReported _,
                    SignalBody.RunnerStarted _,
                    SignalBody.StepStarted _,
                    SignalBody.StepFinished _,
                    SignalBody.StepLogged _,
                    SignalBody.RunnerFinished _,
                    SignalBody.HeartbeatReceived _,
                    SignalBody.RequestRefused _,
                    SignalBody.TftpServed _,
                    SignalBody.DhcpAnswered _,
                    SignalBody.DhcpLeaseEnded _,
                    SignalBody.DhcpConflictSeen _,
                    SignalBody.DownloadStalled _,
                    SignalBody.BeaconReceived _,
                    SignalBody.ConsoleHeard _,
                    SignalBody.BootServicesAway _ -> ofChain(signal, node);
        };
    }

    /** Whether the signal belongs to what the node does in this state; one that does not is over, foreign, or of a state to come. */
    static boolean concerns(Signal signal, Node node) {
        return switch (signal.body()) {
            case SignalBody.PowerReported report ->
                node.pendingPower().map(PowerRequest::id).equals(Optional.of(report.request()));
            case SignalBody.PowerRead _,
                    SignalBody.BmcReported _,
                    SignalBody.PowerStepBegun _,
                    SignalBody.PowerAttempted _,
                    SignalBody.BmcTaskTold _,
                    SignalBody.BmcEventHeard _ -> true;
            case SignalBody.BootScriptServed _,
                    SignalBody.ArtifactServed _,
                    SignalBody.SeedServed _,
                    SignalBody.CloudInitReported _,
                    SignalBody.PhoneHomeReceived _,
                    SignalBody.FailureReported _,
                    SignalBody.RunnerStarted _,
                    SignalBody.StepStarted _,
                    SignalBody.StepFinished _,
                    SignalBody.StepLogged _,
                    SignalBody.RunnerFinished _,
                    SignalBody.HeartbeatReceived _,
                    SignalBody.RequestRefused _,
                    SignalBody.TftpServed _,
                    SignalBody.DhcpAnswered _,
                    SignalBody.DhcpLeaseEnded _,
                    SignalBody.DhcpConflictSeen _,
                    SignalBody.DownloadStalled _,
                    SignalBody.BeaconReceived _,
                    SignalBody.ConsoleHeard _,
                    SignalBody.BootServicesAway _ -> ChainKey.of(signal).equals(presentChain(node));
        };
    }

    /**
     * Whether no later state can make the signal one that concerns the node: its power request or its part of an attempt is over. Asked of
     * signals that do not concern the node in this state.
     */
    static boolean isOver(Signal signal, Node node) {
        return signal.body() instanceof SignalBody.PowerReported report
                ? report.request().number() <= node.counters().powerRequests()
                : ChainKey.of(signal).filter(chain -> isOver(chain, node)).isPresent();
    }

    private static boolean isOver(ChainKey chain, Node node) {
        long number = chain.attempt().number();
        long last = node.counters().attempts();
        boolean staged =
                chain.stage() == BootStage.EPHEMERAL || node.runningAttempt().isEmpty();
        return number < last || number == last && staged;
    }

    private Observed ofChain(Signal signal, Node node) {
        Optional<ChainKey> present = presentChain(node);
        if (present.isEmpty() || !concerns(signal, node)) {
            return this;
        }
        Breadcrumbs before = chainOf(present.get());
        return new Observed(Optional.of(before.with(signal)), powerReport, powerRead, bmcContact, bmcIdentity);
    }

    /** Breadcrumbs of this chain; none where another chain, or nothing, was seen. */
    Breadcrumbs chainOf(ChainKey key) {
        return chain.filter(seen -> seen.chain().equals(key)).orElseGet(() -> Breadcrumbs.none(key));
    }

    /** The chain that the node is in. */
    static Optional<ChainKey> presentChain(Node node) {
        return node.runningAttempt().map(ChainKey::of);
    }

    private Observed reported(Optional<Signal> report) {
        return new Observed(chain, report, powerRead, bmcContact, bmcIdentity);
    }

    private Observed read(Signal signal) {
        return new Observed(chain, powerReport, Optional.of(signal), bmcContact, bmcIdentity);
    }

    private Observed told(Signal signal, BmcReport report) {
        return switch (report) {
            case BmcReport.Failing _, BmcReport.Answering _ ->
                isNewer(signal, bmcContact)
                        ? new Observed(chain, powerReport, powerRead, Optional.of(signal), bmcIdentity)
                        : this;
            case BmcReport.Identified _ ->
                isNewer(signal, bmcIdentity)
                        ? new Observed(chain, powerReport, powerRead, bmcContact, Optional.of(signal))
                        : this;
        };
    }

    private static boolean isNewer(Signal signal, Optional<Signal> known) {
        return known.filter(before -> !signal.seenAt().isAfter(before.seenAt())).isEmpty();
    }

    private static boolean same(Signal first, SignalBody.PowerReported report) {
        return first.body() instanceof SignalBody.PowerReported known
                && known.request().equals(report.request());
    }
}
