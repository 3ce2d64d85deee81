package io.rackledger.eventlog.spool;

import io.rackledger.core.node.BmcReport;
import io.rackledger.core.signal.SignalBody;

/** What of a signal is lost where the spool has no room for all. */
enum Weight {
    /** Another of its kind follows in a moment: signs of life and pieces of output. */
    EXPENDABLE,
    /** A link of a chain, or a lease. */
    FACT,
    /** It tells that something went wrong: kept as long as anything can be written at all. */
    FAILURE;

    static Weight of(SignalBody body) {
        return switch (body) {
            case SignalBody.HeartbeatReceived _, SignalBody.StepLogged _ -> EXPENDABLE;
            case SignalBody.FailureReported _,
                    SignalBody.RequestRefused _,
                    SignalBody.DhcpConflictSeen _,
                    SignalBody.DownloadStalled _,
                    SignalBody.BeaconReceived _,
                    SignalBody.BootServicesAway _ -> FAILURE;
            case SignalBody.RunnerFinished finished -> finished.success() ? FACT : FAILURE;
            case SignalBody.StepFinished step -> step.exit() == 0 && !step.timedOut() ? FACT : FAILURE;
            case SignalBody.CloudInitReported report ->
                report.result().isEmpty() || report.result().equals("SUCCESS") ? FACT : FAILURE;
            case SignalBody.PowerAttempted attempt -> attempt.kind().isEmpty() ? FACT : FAILURE;
            case SignalBody.BmcTaskTold told -> told.kind().isEmpty() ? FACT : FAILURE;
            case SignalBody.BmcReported told -> told.report() instanceof BmcReport.Failing ? FAILURE : FACT;
            case SignalBody.SeedServed seed -> seed.status() < 400 ? FACT : FAILURE;
            case SignalBody.TftpServed transfer ->
                switch (transfer.end()) {
                    case COMPLETE, SIZE_PROBE -> FACT;
                    case ABORTED, SILENT, BROKEN_OFF -> FAILURE;
                };
            case SignalBody.BootScriptServed _,
                    SignalBody.ArtifactServed _,
                    SignalBody.PhoneHomeReceived _,
                    SignalBody.RunnerStarted _,
                    SignalBody.StepStarted _,
                    SignalBody.PowerReported _,
                    SignalBody.PowerRead _,
                    SignalBody.PowerStepBegun _,
                    SignalBody.ConsoleHeard _,
                    SignalBody.BmcEventHeard _,
                    SignalBody.DhcpAnswered _,
                    SignalBody.DhcpLeaseEnded _ -> FACT;
        };
    }
}
