package io.rackledger.bmc.observer;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Drivers;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.effector.Accounts;
import io.rackledger.bmc.effector.BmcSignals;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.BmcFault;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.PowerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One look at one node's BMC. Tells only what the node's stream does not say yet. Thread-safe. */
final class PowerLook {
    private final Drivers drivers;
    private final Accounts accounts;
    private final NodeStates states;
    private final BmcSignals signals;
    private final ObserverPace pace;
    private final Pacing pacing;
    private final Clock clock;

    PowerLook(
            Drivers drivers,
            Accounts accounts,
            NodeStates states,
            BmcSignals signals,
            ObserverPace pace,
            Pacing pacing,
            Clock clock) {
        this.drivers = drivers;
        this.accounts = accounts;
        this.states = states;
        this.signals = signals;
        this.pace = pace;
        this.pacing = pacing;
        this.clock = clock;
    }

    /** Looks; returns how long the node can be left alone then. */
    Duration look(Node node, BmcAddress bmc, Watched watched) {
        long account = accounts.version(node.id());
        Instant until = clock.instant().plus(pace.budget());
        try (BmcSession session =
                drivers.named(node.attributes().driver()).open(bmc, accounts.of(node), accounts.certificate(node))) {
            if (!session.tellsPower()) {
                return pace.interval();
            }
            identify(node, session, watched, until);
            PowerState seen = session.readPower(until);
            if (seen == PowerState.UNKNOWN) {
                throw new BmcTrouble(FailureKind.UNKNOWN_STATE, "BMC " + session.authority() + " tells no power state");
            }
            answered(node, watched);
            if (seen != node.power() && agreesAgain(session, seen, until)) {
                tellPower(node, seen);
            }
            return pace.interval();
        } catch (BmcTrouble trouble) {
            return failed(node, watched, trouble, account);
        }
    }

    /** At the first look, and again whenever the BMC was away: it may be another one that came back. */
    private void identify(Node node, BmcSession session, Watched watched, Instant until) throws BmcTrouble {
        Optional<BmcIdentity> known = node.bmc().identity();
        if (watched.isIdentityChecked() && known.isPresent()) {
            return;
        }
        if (watched.isIdentityChecked() && node.bmc().fault().isEmpty()) {
            // It told none before.
            return;
        }
        BmcIdentity told = session.identity(until);
        if (known.filter(told::contradicts).isPresent()) {
            throw BmcTrouble.stranger(session.authority(), known.get(), told);
        }
        if (known.isEmpty() && !told.saysNothing()) {
            signals.tell(node, new BmcReport.Identified(told));
        }
        watched.identityChecked();
    }

    private void answered(Node node, Watched watched) {
        watched.succeed();
        if (node.bmc().fault().isPresent()) {
            signals.tell(node, new BmcReport.Answering());
        }
    }

    /** A single look may fall into the moment of a change. */
    private boolean agreesAgain(BmcSession session, PowerState seen, Instant until) throws BmcTrouble {
        return pacing.pause(pace.betweenReads()) && session.readPower(until) == seen;
    }

    /** Not where something was asked of the node meanwhile: then it is the effector's to say. */
    private void tellPower(Node node, PowerState seen) {
        boolean quiet = states.current(node.id()).state() instanceof Node present
                && present.pendingPower().isEmpty()
                && present.counters().powerRequests() == node.counters().powerRequests();
        if (quiet) {
            signals.read(node, seen);
        }
    }

    private Duration failed(Node node, Watched watched, BmcTrouble trouble, long account) {
        int failures = watched.fail();
        boolean stops = !trouble.retryable();
        if (stops && trouble.kind().isOfTheAccount()) {
            watched.refused(account);
        }
        boolean certain = stops || failures >= pace.tries();
        boolean known = node.bmc()
                .fault()
                .map(BmcFault::kind)
                .equals(Optional.of(trouble.kind().name()));
        if (certain && !known && trouble.kind().isOfTheBmc()) {
            signals.tell(
                    node,
                    new BmcReport.Failing(new BmcFault(
                            trouble.kind().name(),
                            trouble.detail() + (failures > 1 ? "; " + failures + " looks in a row failed" : ""),
                            clock.instant())));
        }
        return certain ? pace.whileFaulty() : pace.beforeNextTry();
    }
}
