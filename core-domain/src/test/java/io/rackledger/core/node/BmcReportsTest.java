package io.rackledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.node.NodeCommand.ObservePower;
import io.rackledger.core.node.NodeCommand.ReportBmc;
import io.rackledger.core.node.NodeCommand.TrustBmc;
import io.rackledger.core.node.NodeEvent.BmcFaultCleared;
import io.rackledger.core.node.NodeEvent.BmcFaultFound;
import io.rackledger.core.node.NodeEvent.BmcIdentified;
import io.rackledger.core.node.NodeEvent.BmcTrusted;
import io.rackledger.core.node.NodeEvent.NodeEnrolled;
import io.rackledger.core.node.NodeEvent.PowerActionEnded;
import io.rackledger.core.node.NodeEvent.PowerActionRequested;
import io.rackledger.core.node.NodeEvent.PowerDrifted;
import io.rackledger.core.node.NodeEvent.PowerStateObserved;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows from reports on BMCs, and from power that nobody asked for. */
final class BmcReportsTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final BmcFault SILENT = new BmcFault("UNREACHABLE", "no answer", NOON);
    private static final BmcIdentity SERIAL_7 = new BmcIdentity("", "7");
    private static final NodeId ID = NodeStories.ID;

    private NodeState node =
            NodeFold.evolve(new NodeState.Unknown(), new NodeEnrolled(NOON, ID, NodeStories.attributes()));

    @Test
    void recordsWhoseTheBmcIsOnce() {
        assertThat(decide(new ReportBmc(new BmcReport.Identified(SERIAL_7), at(1))))
                .containsExactly(new BmcIdentified(NOON, SERIAL_7, at(1)));
        assertThat(decide(new ReportBmc(new BmcReport.Identified(new BmcIdentity("", "8")), at(2))))
                .isEmpty();
        assertThat(living().bmc().identity()).contains(SERIAL_7);
        assertThat(living().bmc().trustedAt()).isEmpty();
        assertThat(decide(new TrustBmc())).containsExactly(new BmcTrusted(NOON));
        assertThat(living().bmc().identity()).isEmpty();
        assertThat(living().bmc().trustedAt()).contains(NOON);
    }

    @Test
    void recordsAFaultOnceAndItsEndOnceWhateverComesLate() {
        assertThat(decide(new ReportBmc(new BmcReport.Answering(), at(1)))).isEmpty();
        assertThat(decide(new ReportBmc(new BmcReport.Failing(SILENT), at(2))))
                .containsExactly(new BmcFaultFound(NOON, SILENT, at(2)));
        assertThat(decide(new ReportBmc(new BmcReport.Failing(SILENT), at(3)))).isEmpty();
        assertThat(decide(new ReportBmc(new BmcReport.Answering(), at(1)))).isEmpty();
        assertThat(decide(new ReportBmc(new BmcReport.Answering(), at(4))))
                .containsExactly(new BmcFaultCleared(NOON, at(4)));
        assertThat(living().bmc().fault()).isEmpty();
    }

    @Test
    void callsAPowerStateThatNobodyAskedForDrift() {
        switchedOn();
        assertThat(observe(PowerState.UNKNOWN, DriftPolicy.ENFORCE))
                .containsExactly(new PowerStateObserved(NOON, PowerState.UNKNOWN, Optional.of(NOON)));
        assertThat(observe(PowerState.OFF, DriftPolicy.RECORD))
                .containsExactly(
                        new PowerStateObserved(NOON, PowerState.OFF, Optional.of(NOON)),
                        new PowerDrifted(NOON, PowerState.ON, PowerState.OFF, DriftPolicy.RECORD));
        assertThat(living().bmc().commanded()).contains(PowerState.ON);
    }

    @Test
    void switchesBackOnceWhereItIsToEnforce() {
        switchedOn();
        assertThat(observe(PowerState.OFF, DriftPolicy.ENFORCE))
                .hasSize(3)
                .last()
                .isInstanceOfSatisfying(
                        PowerActionRequested.class,
                        asked -> assertThat(asked.request().action()).isEqualTo(PowerAction.ON));
        fold(new PowerActionEnded(
                NOON,
                new PowerRequestId(2),
                new PowerOutcome.Failed(FailureCode.POWER_NOT_CHANGED, "no effect"),
                Optional.of(NOON)));
        assertThat(living().bmc().commanded())
                .as("after a failure nothing is wanted any more")
                .isEmpty();
        assertThat(observe(PowerState.ON, DriftPolicy.ENFORCE)).hasSize(1);
        assertThat(observe(PowerState.OFF, DriftPolicy.ENFORCE)).hasSize(1);
    }

    @Test
    void switchesNothingBackByABmcThatIsInDoubt() {
        switchedOn();
        decide(new ReportBmc(new BmcReport.Failing(SILENT), at(9)));
        assertThat(observe(PowerState.OFF, DriftPolicy.ENFORCE))
                .contains(new PowerDrifted(NOON, PowerState.ON, PowerState.OFF, DriftPolicy.RECORD))
                .hasSize(2);
    }

    private void switchedOn() {
        PowerRequest on =
                new PowerRequest(new PowerRequestId(1), PowerAction.ON, Optional.empty(), false, NOON.plusSeconds(60));
        fold(new PowerActionRequested(NOON, on));
        fold(new PowerActionEnded(NOON, on.id(), new PowerOutcome.Confirmed(PowerState.ON), Optional.of(NOON)));
    }

    private List<NodeEvent> observe(PowerState power, DriftPolicy policy) {
        return decide(new ObservePower(power, NOON), policy);
    }

    private List<NodeEvent> decide(NodeCommand command) {
        return decide(command, DriftPolicy.RECORD);
    }

    private List<NodeEvent> decide(NodeCommand command, DriftPolicy policy) {
        Decision decision = NodeDecider.decide(node, command, new Given(NOON, NodeStories.POLICY, policy));
        List<NodeEvent> events = ((Decision.Accepted) decision).events();
        events.forEach(this::fold);
        return events;
    }

    private void fold(NodeEvent event) {
        node = NodeFold.evolve(node, event);
    }

    private Node living() {
        return (Node) node;
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }
}
