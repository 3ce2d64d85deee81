package io.rackledger.eventlog.codec;

import io.rackledger.core.signal.SignalBody;
import java.util.List;

/** Wire names and versions of signals. */
final class SignalTypes {
    private static final WireType<SignalBody> BOOT_SCRIPT_SERVED =
            new WireType<>("signal.boot-script-served", 1, SignalBody.BootScriptServed.class);
    private static final WireType<SignalBody> ARTIFACT_SERVED =
            new WireType<>("signal.artifact-served", 1, SignalBody.ArtifactServed.class);
    private static final WireType<SignalBody> SEED_SERVED =
            new WireType<>("signal.seed-served", 1, SignalBody.SeedServed.class);
    private static final WireType<SignalBody> CLOUD_INIT_REPORTED =
            new WireType<>("signal.cloud-init-reported", 1, SignalBody.CloudInitReported.class);
    private static final WireType<SignalBody> PHONE_HOME_RECEIVED =
            new WireType<>("signal.phone-home-received", 1, SignalBody.PhoneHomeReceived.class);
    private static final WireType<SignalBody> FAILURE_REPORTED =
            new WireType<>("signal.failure-reported", 1, SignalBody.FailureReported.class);
    private static final WireType<SignalBody> RUNNER_STARTED =
            new WireType<>("signal.runner-started", 1, SignalBody.RunnerStarted.class);
    private static final WireType<SignalBody> STEP_STARTED =
            new WireType<>("signal.step-started", 1, SignalBody.StepStarted.class);
    private static final WireType<SignalBody> STEP_FINISHED =
            new WireType<>("signal.step-finished", 1, SignalBody.StepFinished.class);
    private static final WireType<SignalBody> STEP_LOGGED =
            new WireType<>("signal.step-logged", 1, SignalBody.StepLogged.class);
    private static final WireType<SignalBody> RUNNER_FINISHED =
            new WireType<>("signal.runner-finished", 1, SignalBody.RunnerFinished.class);
    private static final WireType<SignalBody> HEARTBEAT_RECEIVED =
            new WireType<>("signal.heartbeat-received", 1, SignalBody.HeartbeatReceived.class);
    private static final WireType<SignalBody> POWER_REPORTED =
            new WireType<>("signal.power-reported", 1, SignalBody.PowerReported.class);
    private static final WireType<SignalBody> POWER_READ =
            new WireType<>("signal.power-read", 1, SignalBody.PowerRead.class);
    private static final WireType<SignalBody> POWER_STEP_BEGUN =
            new WireType<>("signal.power-step-begun", 1, SignalBody.PowerStepBegun.class);
    private static final WireType<SignalBody> POWER_ATTEMPTED =
            new WireType<>("signal.power-attempted", 1, SignalBody.PowerAttempted.class);
    private static final WireType<SignalBody> BMC_TASK_TOLD =
            new WireType<>("signal.bmc-task-told", 1, SignalBody.BmcTaskTold.class);
    private static final WireType<SignalBody> BMC_REPORTED =
            new WireType<>("signal.bmc-reported", 1, SignalBody.BmcReported.class);
    private static final WireType<SignalBody> REQUEST_REFUSED =
            new WireType<>("signal.request-refused", 1, SignalBody.RequestRefused.class);
    private static final WireType<SignalBody> TFTP_SERVED =
            new WireType<>("signal.tftp-served", 1, SignalBody.TftpServed.class);
    private static final WireType<SignalBody> DHCP_ANSWERED =
            new WireType<>("signal.dhcp-answered", 1, SignalBody.DhcpAnswered.class);
    private static final WireType<SignalBody> DHCP_LEASE_ENDED =
            new WireType<>("signal.dhcp-lease-ended", 1, SignalBody.DhcpLeaseEnded.class);
    private static final WireType<SignalBody> DHCP_CONFLICT_SEEN =
            new WireType<>("signal.dhcp-conflict-seen", 1, SignalBody.DhcpConflictSeen.class);
    private static final WireType<SignalBody> DOWNLOAD_STALLED =
            new WireType<>("signal.download-stalled", 1, SignalBody.DownloadStalled.class);
    private static final WireType<SignalBody> BEACON_RECEIVED =
            new WireType<>("signal.beacon-received", 1, SignalBody.BeaconReceived.class);
    private static final WireType<SignalBody> CONSOLE_HEARD =
            new WireType<>("signal.console-heard", 1, SignalBody.ConsoleHeard.class);
    private static final WireType<SignalBody> BMC_EVENT_HEARD =
            new WireType<>("signal.bmc-event-heard", 1, SignalBody.BmcEventHeard.class);
    private static final WireType<SignalBody> BOOT_SERVICES_AWAY =
            new WireType<>("signal.boot-services-away", 1, SignalBody.BootServicesAway.class);

    static final WireFamily<SignalBody> FAMILY = new WireFamily<>(
            List.of(
                    BOOT_SCRIPT_SERVED,
                    ARTIFACT_SERVED,
                    SEED_SERVED,
                    CLOUD_INIT_REPORTED,
                    PHONE_HOME_RECEIVED,
                    FAILURE_REPORTED,
                    RUNNER_STARTED,
                    STEP_STARTED,
                    STEP_FINISHED,
                    STEP_LOGGED,
                    RUNNER_FINISHED,
                    HEARTBEAT_RECEIVED,
                    POWER_REPORTED,
                    POWER_READ,
                    POWER_STEP_BEGUN,
                    POWER_ATTEMPTED,
                    BMC_TASK_TOLD,
                    BMC_REPORTED,
                    REQUEST_REFUSED,
                    TFTP_SERVED,
                    DHCP_ANSWERED,
                    DHCP_LEASE_ENDED,
                    DHCP_CONFLICT_SEEN,
                    DOWNLOAD_STALLED,
                    BEACON_RECEIVED,
                    CONSOLE_HEARD,
                    BMC_EVENT_HEARD,
                    BOOT_SERVICES_AWAY),
            Upcasters.PRESENT);

    private SignalTypes() {}

    /** The wire type of a variant; a new variant does not compile until it has one. */
    static WireType<SignalBody> of(SignalBody value) {
        return switch (value) {
            case SignalBody.BootScriptServed _ -> BOOT_SCRIPT_SERVED;
            case SignalBody.ArtifactServed _ -> ARTIFACT_SERVED;
            case SignalBody.SeedServed _ -> SEED_SERVED;
            case SignalBody.CloudInitReported _ -> CLOUD_INIT_REPORTED;
            case SignalBody.PhoneHomeReceived _ -> PHONE_HOME_RECEIVED;
            case SignalBody.FailureReported _ -> FAILURE_REPORTED;
            case SignalBody.RunnerStarted _ -> RUNNER_STARTED;
            case SignalBody.StepStarted _ -> STEP_STARTED;
            case SignalBody.StepFinished _ -> STEP_FINISHED;
            case SignalBody.StepLogged _ -> STEP_LOGGED;
            case SignalBody.RunnerFinished _ -> RUNNER_FINISHED;
            case SignalBody.HeartbeatReceived _ -> HEARTBEAT_RECEIVED;
            case SignalBody.PowerReported _ -> POWER_REPORTED;
            case SignalBody.PowerRead _ -> POWER_READ;
            case SignalBody.PowerStepBegun _ -> POWER_STEP_BEGUN;
            case SignalBody.PowerAttempted _ -> POWER_ATTEMPTED;
            case SignalBody.BmcTaskTold _ -> BMC_TASK_TOLD;
            case SignalBody.BmcReported _ -> BMC_REPORTED;
            case SignalBody.RequestRefused _ -> REQUEST_REFUSED;
            case SignalBody.TftpServed _ -> TFTP_SERVED;
            case SignalBody.DhcpAnswered _ -> DHCP_ANSWERED;
            case SignalBody.DhcpLeaseEnded _ -> DHCP_LEASE_ENDED;
            case SignalBody.DhcpConflictSeen _ -> DHCP_CONFLICT_SEEN;
            case SignalBody.DownloadStalled _ -> DOWNLOAD_STALLED;
            case SignalBody.BeaconReceived _ -> BEACON_RECEIVED;
            case SignalBody.ConsoleHeard _ -> CONSOLE_HEARD;
            case SignalBody.BmcEventHeard _ -> BMC_EVENT_HEARD;
            case SignalBody.BootServicesAway _ -> BOOT_SERVICES_AWAY;
        };
    }
}
