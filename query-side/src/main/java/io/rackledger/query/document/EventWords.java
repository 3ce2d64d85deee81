package io.rackledger.query.document;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.node.DriftPolicy;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerRequest;
import java.util.Locale;

/** Events as an operator reads them: type, lane and one sentence. */
public final class EventWords {
    private EventWords() {}

    /** Name of the type in JSON, for example {@code ProvisionStateChanged}. */
    public static String type(NodeEvent event) {
        return event.getClass().getSimpleName();
    }

    /** Lane of the timeline. */
    public static String lane(NodeEvent event) {
        return Wire.of(laneOf(event));
    }

    private static Lane laneOf(NodeEvent event) {
        return switch (event) {
            case NodeEvent.NodeEnrolled _ -> Lane.OPERATOR;
            case NodeEvent.AttributesChanged _ -> Lane.OPERATOR;
            case NodeEvent.PortAdded _ -> Lane.OPERATOR;
            case NodeEvent.PortRemoved _ -> Lane.OPERATOR;
            case NodeEvent.PropertiesDiscovered _ -> Lane.STEPS;
            case NodeEvent.ReservationVoided _ -> Lane.STATE;
            case NodeEvent.NodeDeleted _ -> Lane.OPERATOR;
            case NodeEvent.InstanceAssigned _ -> Lane.OPERATOR;
            case NodeEvent.InstanceRemoved _ -> Lane.OPERATOR;
            case NodeEvent.AttemptStarted _ -> Lane.STATE;
            case NodeEvent.AttemptAdvanced _ -> Lane.STATE;
            case NodeEvent.AttemptEnded _ -> Lane.STATE;
            case NodeEvent.ProvisionStateChanged _ -> Lane.STATE;
            case NodeEvent.WaitStarted _ -> Lane.STATE;
            case NodeEvent.WaitExpired _ -> Lane.STATE;
            case NodeEvent.CrumbRecorded _ -> Lane.STATE;
            case NodeEvent.PowerActionRequested _ -> Lane.POWER;
            case NodeEvent.PowerActionEnded _ -> Lane.POWER;
            case NodeEvent.PowerStateObserved _ -> Lane.POWER;
            case NodeEvent.PowerDrifted _ -> Lane.POWER;
            case NodeEvent.BmcIdentified _ -> Lane.POWER;
            case NodeEvent.BmcTrusted _ -> Lane.POWER;
            case NodeEvent.BmcAccountChanged _ -> Lane.OPERATOR;
            case NodeEvent.BmcFaultFound _ -> Lane.POWER;
            case NodeEvent.BmcFaultCleared _ -> Lane.POWER;
            case NodeEvent.HoldPlaced _ -> Lane.OPERATOR;
            case NodeEvent.HoldReleased _ -> Lane.OPERATOR;
        };
    }

    /** One sentence. */
    public static String words(NodeEvent event) {
        return switch (event) {
            case NodeEvent.NodeEnrolled e -> "enrolled as " + e.attributes().name();
            case NodeEvent.AttributesChanged _ -> "attributes changed";
            case NodeEvent.PortAdded e -> "port " + e.mac() + " added";
            case NodeEvent.PortRemoved e -> "port " + e.mac() + " removed";
            case NodeEvent.PropertiesDiscovered e ->
                "the machine told " + e.facts().size() + " facts about itself";
            case NodeEvent.ReservationVoided e ->
                "a reservation of " + e.key() + " is void; node " + e.askedBy() + " asked for it";
            case NodeEvent.NodeDeleted _ -> "deleted; its history stays";
            case NodeEvent.InstanceAssigned e ->
                "instance " + e.instance().name() + " with image "
                        + e.instance().image() + " assigned";
            case NodeEvent.InstanceRemoved _ -> "instance removed";
            case NodeEvent.AttemptStarted e ->
                Wire.of(e.action()) + " attempt " + e.attempt().number() + " started";
            case NodeEvent.AttemptAdvanced e -> "attempt entered stage " + Wire.of(e.stage());
            case NodeEvent.AttemptEnded e -> ended(e);
            case NodeEvent.ProvisionStateChanged e -> e.from() + " -> " + e.to() + " on " + Wire.of(e.trigger());
            case NodeEvent.WaitStarted e -> "waiting for " + e.waiting().what();
            case NodeEvent.WaitExpired e -> "the " + Wire.of(e.clock()) + " clock ran out; it was due at " + e.dueAt();
            case NodeEvent.CrumbRecorded e -> link(e.crumb());
            case NodeEvent.PowerActionRequested e -> "asked the BMC: " + action(e.request());
            case NodeEvent.PowerActionEnded e -> outcome(e.outcome());
            case NodeEvent.PowerStateObserved e -> "power is " + Wire.of(e.power());
            case NodeEvent.PowerDrifted e ->
                "power drifted: it was asked to be " + Wire.of(e.commanded()) + " and is " + Wire.of(e.observed())
                        + (e.policy() == DriftPolicy.ENFORCE ? "; it is switched back" : "; nobody asked for that");
            case NodeEvent.BmcIdentified e ->
                "the BMC belongs to the machine with " + e.identity().words();
            case NodeEvent.BmcTrusted _ -> "the BMC is trusted anew: whose it is will be asked again";
            case NodeEvent.BmcAccountChanged e -> "the account for the BMC was " + Wire.of(e.change());
            case NodeEvent.BmcFaultFound e ->
                "BMC fault " + e.fault().kind() + ": " + e.fault().detail();
            case NodeEvent.BmcFaultCleared _ -> "the BMC answers again";
            case NodeEvent.HoldPlaced e ->
                "hold by " + e.hold().author() + ": " + e.hold().reason();
            case NodeEvent.HoldReleased e -> "hold " + e.hold() + " released by " + e.author();
        };
    }

    /** What became of a power request, in words; used for the signal that reports it, too. */
    static String outcome(PowerOutcome outcome) {
        return switch (outcome) {
            case PowerOutcome.Confirmed confirmed -> "the BMC confirms power " + Wire.of(confirmed.power());
            case PowerOutcome.Failed failed -> failed.code() + ": " + failed.detail();
        };
    }

    private static String ended(NodeEvent.AttemptEnded event) {
        String verdict = "attempt " + event.attempt().number() + " "
                + event.outcome().name().toLowerCase(Locale.ROOT);
        return event.finding()
                .map(finding -> verdict + ": " + finding.code() + ", " + finding.sentence())
                .orElse(verdict);
    }

    private static String link(Crumb crumb) {
        String which = crumb.index() > 0 ? " " + crumb.index() : "";
        return "link seen: " + crumb.link().words() + which + ", from " + crumb.from();
    }

    private static String action(PowerRequest request) {
        String boot = request.bootDevice()
                .map(device -> "boot from " + Wire.of(device)
                        + request.bootMode().map(mode -> " by " + mode).orElse("")
                        + (request.persistent() ? " for good, " : " once, "))
                .orElse("");
        return boot + "power " + Wire.of(request.action());
    }
}
