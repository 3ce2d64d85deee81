package io.rackledger.query.projection;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.boot.Crumb;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.LifecycleAction;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.query.document.AttemptMark;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.FailureDocument;
import io.rackledger.query.document.Wire;
import java.time.Instant;
import java.util.Optional;

/** Rows of attempts: how they stand, the marks on their way, and their failures. Pure. */
final class AttemptRows {
    private final DocumentJson json;

    AttemptRows(DocumentJson json) {
        this.json = json;
    }

    void add(Rows rows, NodeRows.Change change) {
        switch (change.event()) {
            case NodeEvent.AttemptStarted _, NodeEvent.AttemptAdvanced _ ->
                standing(change).ifPresent(attempt -> rows.add(running(change, attempt, stage(change, attempt))));
            case NodeEvent.CrumbRecorded seen ->
                change.attempt().ifPresent(attempt -> rows.add(running(change, attempt, link(attempt, seen.crumb()))));
            case NodeEvent.AttemptEnded ended -> ended(rows, change, ended);
            case NodeEvent.NodeEnrolled _,
                    NodeEvent.AttributesChanged _,
                    NodeEvent.PortAdded _,
                    NodeEvent.PortRemoved _,
                    NodeEvent.PropertiesDiscovered _,
                    NodeEvent.ReservationVoided _,
                    NodeEvent.NodeDeleted _,
                    NodeEvent.InstanceAssigned _,
                    NodeEvent.InstanceRemoved _,
                    NodeEvent.ProvisionStateChanged _,
                    NodeEvent.WaitStarted _,
                    NodeEvent.WaitExpired _,
                    NodeEvent.PowerActionRequested _,
                    NodeEvent.PowerActionEnded _,
                    NodeEvent.PowerStateObserved _,
                    NodeEvent.PowerDrifted _,
                    NodeEvent.BmcIdentified _,
                    NodeEvent.BmcTrusted _,
                    NodeEvent.BmcAccountChanged _,
                    NodeEvent.BmcFaultFound _,
                    NodeEvent.BmcFaultCleared _,
                    NodeEvent.HoldPlaced _,
                    NodeEvent.HoldReleased _ -> {
                // says nothing about an attempt
            }
        }
    }

    private void ended(Rows rows, NodeRows.Change change, NodeEvent.AttemptEnded ended) {
        Optional<Attempt> attempt = standing(change);
        attempt.ifPresent(a -> rows.add(row(change, a, Optional.of(ended.at()), ended.finding(), "")));
        attempt.map(Attempt::action)
                .ifPresent(action ->
                        ended.finding().ifPresent(finding -> rows.add(failure(change, ended, action, finding))));
    }

    private static Optional<Attempt> standing(NodeRows.Change change) {
        return NodeRows.living(change.after()).flatMap(Node::attempt);
    }

    private Row.OfAttempt running(NodeRows.Change change, Attempt attempt, AttemptMark mark) {
        return row(change, attempt, Optional.empty(), Optional.empty(), json.write(mark) + '\n');
    }

    private Row.OfAttempt row(
            NodeRows.Change change,
            Attempt attempt,
            Optional<Instant> endedAt,
            Optional<Finding> finding,
            String marks) {
        return new Row.OfAttempt(
                attempt.id().value(),
                change.node(),
                attempt.id().number(),
                Wire.of(attempt.action()),
                Wire.of(attempt.stage()),
                Wire.of(attempt.outcome()),
                attempt.startedAt(),
                endedAt,
                finding.map(f -> f.code().name()),
                finding.map(FailureDocument::of).map(json::write),
                marks,
                change.event() instanceof NodeEvent.AttemptStarted);
    }

    private static AttemptMark stage(NodeRows.Change change, Attempt attempt) {
        String stage = Wire.of(attempt.stage());
        return new AttemptMark(
                AttemptMark.STAGE,
                stage,
                stage,
                0,
                change.event().at(),
                change.record().context().actor(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static AttemptMark link(Attempt attempt, Crumb crumb) {
        return new AttemptMark(
                AttemptMark.LINK,
                Wire.of(attempt.stage()),
                Wire.of(crumb.link()),
                crumb.index(),
                crumb.at(),
                crumb.from(),
                crumb.served().map(Digest::value),
                Optional.of(crumb.signal().value()),
                crumb.by().map(Attribution::wireName));
    }

    private Row.OfFailure failure(
            NodeRows.Change change, NodeEvent.AttemptEnded ended, LifecycleAction action, Finding finding) {
        FailureDocument document = FailureDocument.of(finding);
        return new Row.OfFailure(
                change.node(),
                change.record().sequence(),
                change.index(),
                ended.attempt().value(),
                Wire.of(action),
                ended.at(),
                document,
                json.write(document));
    }
}
