package io.rackledger.core.simulation;

import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeEvent.AttemptEnded;
import io.rackledger.core.node.NodeEvent.AttemptStarted;
import io.rackledger.core.node.NodeEvent.PowerActionRequested;
import io.rackledger.core.node.NodeEvent.ProvisionStateChanged;
import io.rackledger.core.node.NodeEvent.WaitExpired;
import io.rackledger.core.node.NodeEvent.WaitStarted;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.StateKind;
import io.rackledger.core.node.Transitions;
import java.time.Instant;
import java.util.Optional;

/** What must hold after every event of every run. */
final class Invariants {
    private final long seed;
    private final World world;
    private ProvisionState state = ProvisionState.ENROLL;
    private Optional<AttemptId> running = Optional.empty();
    private long attempts;
    private long waits;
    private long requests;

    Invariants(long seed, World world) {
        this.seed = seed;
        this.world = world;
    }

    void after(NodeEvent event) {
        switch (event) {
            case ProvisionStateChanged moved -> moved(moved);
            case AttemptStarted started -> {
                check(running.isEmpty(), "one running attempt and no second");
                check(started.attempt().number() == ++attempts, "attempts count up");
                running = Optional.of(started.attempt());
            }
            case AttemptEnded ended -> {
                check(running.equals(Optional.of(ended.attempt())), "the attempt that ends is the running one");
                running = Optional.empty();
            }
            case WaitStarted started -> check(started.waiting().id().number() == ++waits, "waits count up");
            case PowerActionRequested asked ->
                check(asked.request().id().number() == ++requests, "power requests count up");
            case WaitExpired expired -> check(!expired.dueAt().isAfter(expired.at()), "no expiry is early");
            default -> {
                // Other events have no rule of their own.
            }
        }
    }

    private void moved(ProvisionStateChanged moved) {
        check(moved.from() == state, "moves join");
        check(
                Transitions.next(moved.from(), moved.trigger()).equals(Optional.of(moved.to())),
                "only legal transitions");
        state = moved.to();
        if (moved.from() == ProvisionState.DEPLOYING && moved.to() == ProvisionState.ACTIVE) {
            AttemptId attempt = world.node().deployedBy().orElseThrow();
            check(world.machine.reallyRuns(attempt), "active only when the installed system really came through");
        }
    }

    void now() {
        Node node = world.node();
        StateKind kind = node.state().kind();
        boolean works = kind != StateKind.STABLE && kind != StateKind.FAILED;
        boolean waiting = kind != StateKind.STABLE || node.state() == ProvisionState.ERROR;
        check(node.waiting().isPresent() == waiting, "a wait in every state that is not stable");
        check(node.runningAttempt().isPresent() == works, "what works is an attempt");
        check(node.runningAttempt().map(Attempt::id).equals(running), "the running attempt is that of the log");
        check(
                node.waiting()
                        .filter(wait -> wait.paused() != node.clocksPaused())
                        .isEmpty(),
                "clocks stand still exactly while a hold says so");
        check(kind != StateKind.FAILED || node.failure().isPresent(), "a failed state has its reason");
        check(kind != StateKind.ACTIVE || asksTheBmc(node), "work waits for its own power request");
    }

    /** The request that was made when the state began, and no other. */
    private static boolean asksTheBmc(Node node) {
        Instant due = node.stateSince().plus(NodeStories.POLICY.bmc());
        return node.pendingPower()
                .filter(request -> request.deadline().equals(due))
                .isPresent();
    }

    void expired(SimulatedEngine.Due due, Decision decision) {
        check(decision instanceof Decision.Accepted, "the present deadline is accepted: " + due);
    }

    void end() {
        check(world.engine.replay().equals(world.engine.state()), "the log alone tells the state");
    }

    private void check(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("%s; seed %d, event %d, %s, state %s"
                    .formatted(
                            rule,
                            seed,
                            world.engine.log().size(),
                            world.time.now(),
                            world.node().state()));
        }
    }
}
