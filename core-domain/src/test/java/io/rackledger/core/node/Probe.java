package io.rackledger.core.node;

import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.NodeCommand.AddPort;
import io.rackledger.core.node.NodeCommand.ChangeAttributes;
import io.rackledger.core.node.NodeCommand.Delete;
import io.rackledger.core.node.NodeCommand.Enroll;
import io.rackledger.core.node.NodeCommand.ExpireWait;
import io.rackledger.core.node.NodeCommand.ObservePower;
import io.rackledger.core.node.NodeCommand.PauseForOperator;
import io.rackledger.core.node.NodeCommand.ReleaseHold;
import io.rackledger.core.node.NodeCommand.RemovePort;
import io.rackledger.core.node.NodeCommand.ReportBmc;
import io.rackledger.core.node.NodeCommand.ReportCrumb;
import io.rackledger.core.node.NodeCommand.ReportDone;
import io.rackledger.core.node.NodeCommand.ReportFailure;
import io.rackledger.core.node.NodeCommand.ReportPower;
import io.rackledger.core.node.NodeCommand.RequestBootDevice;
import io.rackledger.core.node.NodeCommand.RequestPower;
import io.rackledger.core.node.NodeCommand.TrustBmc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A named command for the matrix, built for the node that it is put to. Wherever a wait or request is named, both a present and a past one are. */
record Probe(String name, Function<NodeStories, NodeCommand> command) {
    private static final WaitId OVER = new WaitId(999);
    private static final PowerRequestId ENDED = new PowerRequestId(999);

    static List<Probe> all() {
        List<Probe> probes = new ArrayList<>();
        for (ProvisionVerb verb : ProvisionVerb.values()) {
            probes.add(new Probe(verb.wireName(), _ -> NodeStories.command(verb)));
        }
        probes.addAll(inventory());
        probes.addAll(holdsAndPower());
        probes.addAll(reports());
        probes.addAll(expiries());
        return probes;
    }

    private static List<Probe> inventory() {
        return List.of(
                new Probe("Enroll", _ -> new Enroll(NodeStories.ID, NodeStories.attributes())),
                new Probe("ChangeAttributes same", story -> new ChangeAttributes(attributes(story))),
                new Probe(
                        "ChangeAttributes property",
                        story -> new ChangeAttributes(attributes(story).withProperties(Map.of("cpus", "8")))),
                new Probe(
                        "ChangeAttributes no BMC",
                        story -> new ChangeAttributes(NodeStories.attributes(
                                Optional.empty(), attributes(story).ports(), Protection.NONE, Protection.NONE))),
                new Probe("AddPort new", _ -> new AddPort(new MacAddress("52:54:00:00:00:99"))),
                new Probe("AddPort present", _ -> new AddPort(NodeStories.MAC)),
                new Probe("RemovePort present", _ -> new RemovePort(NodeStories.MAC)),
                new Probe("RemovePort absent", _ -> new RemovePort(new MacAddress("52:54:00:00:00:99"))),
                new Probe("Delete", _ -> new Delete()));
    }

    private static List<Probe> holdsAndPower() {
        return List.of(
                new Probe("PlaceHold", story -> story.placing("h1", HoldScope.NO_OPERATIONS, true)),
                new Probe("ReleaseHold unknown", _ -> new ReleaseHold(new HoldId("h9"), "operator:ada")),
                new Probe("RequestPower", _ -> new RequestPower(PowerAction.OFF)),
                new Probe("RequestBootDevice", _ -> new RequestBootDevice(BootDevice.PXE, false)),
                new Probe(
                        "ObservePower same",
                        story -> new ObservePower(story.node().power(), story.now())),
                new Probe(
                        "ObservePower other",
                        story -> new ObservePower(other(story.node().power()), story.now())),
                new Probe(
                        "ReportBmc failing",
                        story -> new ReportBmc(
                                new BmcReport.Failing(new BmcFault("UNREACHABLE", "no answer", story.now())),
                                story.now())),
                new Probe("ReportBmc answering", story -> new ReportBmc(new BmcReport.Answering(), story.now())),
                new Probe("TrustBmc", _ -> new TrustBmc()));
    }

    private static List<Probe> reports() {
        PowerOutcome on = new PowerOutcome.Confirmed(PowerState.ON);
        return List.of(
                new Probe("ReportPower confirmed", story -> power(story, on)),
                new Probe("ReportPower failed", story -> power(story, failed())),
                new Probe(
                        "ReportPower ended",
                        story -> new ReportPower(ENDED, on, "bmc", NodeStories.signal("p"), story.now())),
                new Probe("ReportCrumb", story -> new ReportCrumb(waitOf(story), story.crumb(Link.BOOT_SCRIPT, 0))),
                new Probe("ReportCrumb over", story -> new ReportCrumb(OVER, story.crumb(Link.BOOT_SCRIPT, 0))),
                new Probe("ReportDone", story -> new ReportDone(waitOf(story), new TreeMap<>())),
                new Probe("ReportDone over", _ -> new ReportDone(OVER, new TreeMap<>())),
                new Probe("ReportFailure", story -> new ReportFailure(waitOf(story), NodeStories.finding())),
                new Probe("ReportFailure over", _ -> new ReportFailure(OVER, NodeStories.finding())),
                new Probe(
                        "PauseForOperator",
                        story -> new PauseForOperator(waitOf(story), story.crumb(Link.STEP_STARTED, 2))),
                new Probe(
                        "PauseForOperator over",
                        story -> new PauseForOperator(OVER, story.crumb(Link.STEP_STARTED, 2))));
    }

    private static List<Probe> expiries() {
        List<Probe> probes = new ArrayList<>();
        for (WaitClock clock : WaitClock.values()) {
            probes.add(new Probe("ExpireWait " + clock.name() + " due", story -> due(story, clock)));
            probes.add(new Probe(
                    "ExpireWait " + clock.name() + " early",
                    story -> new ExpireWait(waitOf(story), clock, story.now().minusSeconds(1), NodeStories.finding())));
        }
        probes.add(new Probe(
                "ExpireWait over", story -> new ExpireWait(OVER, WaitClock.PHASE, story.now(), NodeStories.finding())));
        return probes;
    }

    /** The clock's own deadline, to which the story first waits. */
    private static ExpireWait due(NodeStories story, WaitClock clock) {
        Optional<Wait> waiting = story.node().waiting();
        Instant due = waiting.map(wait -> ((WaitDeadlines.Running) wait.deadlines()).of(clock))
                .orElse(story.now());
        story.at(due);
        return new ExpireWait(waitOf(story), clock, due, NodeStories.finding());
    }

    private static ReportPower power(NodeStories story, PowerOutcome outcome) {
        PowerRequestId id = story.node().pendingPower().map(PowerRequest::id).orElse(ENDED);
        return new ReportPower(id, outcome, NodeStories.BMC.authority(), NodeStories.signal("p"), story.now());
    }

    private static PowerOutcome failed() {
        return new PowerOutcome.Failed(FailureCode.POWER_NOT_CHANGED, "10.0.0.5:8000 still says OFF");
    }

    private static WaitId waitOf(NodeStories story) {
        return story.node().waiting().map(Wait::id).orElse(OVER);
    }

    private static NodeAttributes attributes(NodeStories story) {
        return story.node().attributes();
    }

    private static PowerState other(PowerState power) {
        return power == PowerState.OFF ? PowerState.ON : PowerState.OFF;
    }
}
