package io.rackledger.query.projection;

import io.rackledger.core.boot.Link;
import io.rackledger.core.diagnosis.Verdicts;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.Wait;
import io.rackledger.query.document.WaitDocument;
import io.rackledger.query.document.Wire;
import java.time.Instant;
import java.util.Optional;

/** Rows of waits: written whenever an event begins, changes, expires or ends one. Pure. */
final class WaitRows {
    private WaitRows() {}

    static void add(Rows rows, NodeRows.Change change) {
        Optional<Wait> before = NodeRows.living(change.before()).flatMap(Node::waiting);
        Optional<Wait> after = NodeRows.living(change.after()).flatMap(Node::waiting);
        if (change.event() instanceof NodeEvent.WaitExpired expired) {
            before.ifPresent(wait -> rows.add(expired(row(change, wait, Optional.empty(), false), expired)));
        }
        if (before.equals(after)) {
            return;
        }
        before.filter(wait -> !sameWait(wait, after))
                .ifPresent(wait ->
                        rows.add(row(change, wait, Optional.of(change.event().at()), false)));
        after.ifPresent(
                wait -> rows.add(row(change, wait, Optional.empty(), change.event() instanceof NodeEvent.WaitStarted)));
    }

    private static boolean sameWait(Wait wait, Optional<Wait> other) {
        return other.filter(o -> o.id().equals(wait.id())).isPresent();
    }

    private static Row.OfWait row(NodeRows.Change change, Wait wait, Optional<Instant> endedAt, boolean fresh) {
        Optional<Link> awaited = NodeRows.living(change.after())
                .filter(node -> sameWait(wait, node.waiting()))
                .flatMap(Verdicts::awaited);
        return new Row.OfWait(
                change.node(),
                wait.id().number(),
                change.attempt().map(Attempt::id).map(AttemptId::value),
                NodeRows.living(change.after())
                        .map(node -> Wire.of(node.state()))
                        .orElse("deleted"),
                WaitDocument.of(wait, awaited),
                endedAt,
                Optional.empty(),
                Optional.empty(),
                fresh);
    }

    private static Row.OfWait expired(Row.OfWait row, NodeEvent.WaitExpired event) {
        return new Row.OfWait(
                row.node(),
                row.id(),
                row.attempt(),
                row.state(),
                row.waiting(),
                row.endedAt(),
                Optional.of(Wire.of(event.clock())),
                Optional.of(event.dueAt()),
                row.fresh());
    }
}
