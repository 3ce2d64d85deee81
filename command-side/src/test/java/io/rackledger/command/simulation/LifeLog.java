package io.rackledger.command.simulation;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.LogPosition;
import java.util.concurrent.CompletableFuture;

/** The log's write side as one process sees it: the append completes when the record has come back through its fold. */
final class LifeLog implements NodeLog {
    private static final long LATEST_LANDING = 20_000;

    private final Life life;
    private final World world;

    LifeLog(Life life) {
        this.life = life;
        this.world = life.world;
    }

    @Override
    public CompletableFuture<AppendResult> append(AppendRequest request) {
        return CompletableFuture.completedFuture(appended(request));
    }

    private AppendResult appended(AppendRequest request) {
        life.point();
        NodeStream current = life.fold.nodes.current(request.node());
        if (current.sequence() != request.expectedSequence()) {
            return new AppendResult.Lost(current);
        }
        life.fold.nodes.rehearse(new NodeRecord(
                request.node(),
                request.expectedSequence() + 1,
                LogPosition.START,
                request.at(),
                request.context(),
                request.events()));
        if (life.alone()) {
            return lost(request);
        }
        if (world.log.refuses()) {
            return unknown(request);
        }
        NodeRecord record = world.log.append(request);
        life.fold.await(record);
        life.point();
        if (life.alone() || life.chance.in(world.faults().lostAnswer())) {
            return unknown(request);
        }
        life.fold.advance(world.time.now());
        return life.fold.verdict(record);
    }

    /** It never gets there, or long after its writer has given up. */
    private AppendResult lost(AppendRequest request) {
        if (life.chance.in(world.faults().lateRecord())) {
            world.stats.count(Stat.LATE_RECORD);
            world.time.in(life.chance.upTo(LATEST_LANDING), "lands late", request, () -> world.log.append(request));
        }
        return unknown(request);
    }

    private AppendResult unknown(AppendRequest request) {
        world.stats.count(Stat.OUTCOME_UNKNOWN);
        return new AppendResult.OutcomeUnknown(request.context().command(), "no answer");
    }
}
