package io.rackledger.core.node;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.identity.WaitId;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** What may be asked of a node, by operators, by process managers, and in their name by reports of machines and BMCs. */
public sealed interface NodeCommand {
    /** Make the node known. */
    record Enroll(NodeId node, NodeAttributes attributes) implements NodeCommand {}

    /** Replace what is said about the node; ports are changed by their own commands. */
    record ChangeAttributes(NodeAttributes attributes) implements NodeCommand {}

    record AddPort(MacAddress mac) implements NodeCommand {}

    record RemovePort(MacAddress mac) implements NodeCommand {}

    /** Forget the node; legal in enroll, manageable, available, adopt failed, and anywhere under a no-operations hold. */
    record Delete() implements NodeCommand {}

    /** A lifecycle verb. */
    record Act(ProvisionVerb verb, VerbArguments arguments) implements NodeCommand {}

    record PlaceHold(Hold hold) implements NodeCommand {}

    record ReleaseHold(HoldId hold, String author) implements NodeCommand {}

    /** An operator wants another power state. */
    record RequestPower(PowerAction action) implements NodeCommand {}

    /** An operator wants another boot device; for the firmware that the node's properties name where no mode is given. */
    record RequestBootDevice(BootDevice device, boolean persistent, Optional<BootMode> mode) implements NodeCommand {
        /** For the firmware that the node's properties name. */
        public RequestBootDevice(BootDevice device, boolean persistent) {
            this(device, persistent, Optional.empty());
        }
    }

    /** The effector's report on a power request; {@code from} is the BMC's address, {@code evidence} the report's signal and {@code seenAt} its time. */
    record ReportPower(PowerRequestId request, PowerOutcome outcome, String from, SignalId evidence, Instant seenAt)
            implements NodeCommand {}

    /** The observer read another power state than the last one known, at {@code seenAt}. */
    record ObservePower(PowerState power, Instant seenAt) implements NodeCommand {}

    /** bmc-adapter found out something about the node's BMC, at {@code seenAt} by its clock. */
    record ReportBmc(BmcReport report, Instant seenAt) implements NodeCommand {}

    /** The account for the node's BMC was changed in the store of bmc-adapter. */
    record NoteBmcAccount(AccountChange change, long version) implements NodeCommand {}

    /** An operator says that the BMC may belong to another machine than before, or that its fault is mended. */
    record TrustBmc() implements NodeCommand {}

    /** A link of the boot chain was seen. */
    record ReportCrumb(WaitId waitId, Crumb crumb) implements NodeCommand {}

    /** The machine has done all that this wait was for; facts are what it told about itself. */
    record ReportDone(WaitId waitId, SortedMap<String, String> facts) implements NodeCommand {}

    /** The machine, or a rule, says that this wait cannot end well. */
    record ReportFailure(WaitId waitId, Finding finding) implements NodeCommand {}

    /** The step list reached a step named hold; {@code crumb} is the start of that step. */
    record PauseForOperator(WaitId waitId, Crumb crumb) implements NodeCommand {}

    /** A clock of this wait ran out at {@code dueAt}. */
    record ExpireWait(WaitId waitId, WaitClock clock, Instant dueAt, Finding finding) implements NodeCommand {}
}
