package io.rackledger.bmc.inquiry;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootSetting;
import io.rackledger.bmc.driver.Drivers;
import io.rackledger.bmc.driver.EventEntry;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Inventory;
import io.rackledger.bmc.driver.ProbeReport;
import io.rackledger.bmc.driver.SensorText;
import io.rackledger.bmc.driver.VirtualMedia;
import io.rackledger.bmc.effector.Accounts;
import io.rackledger.bmc.effector.BmcLanes;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.BmcFault;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.PowerState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Asks the BMCs of nodes, as operators want it. Reads only: what changes a machine is asked for by commands, which the log holds, or is one of {@link BmcTasks}. Waits for
 * its turn at the BMC, since that has one thing done at a time. Blocks its (virtual) thread. Thread-safe.
 */
public final class BmcInquiry {
    private static final int UUID_LENGTH = 36;

    /** For what takes many questions, or waits for the BMC to do something. */
    static final Duration LONG = Duration.ofSeconds(60);

    private final NodeStates states;
    private final Drivers drivers;
    private final Accounts accounts;
    private final BmcLanes lanes;
    private final Duration budget;
    private final InstantSource clock;

    /** @param budget longest time for an ordinary question, and for the wait before any */
    public BmcInquiry(
            NodeStates states,
            Drivers drivers,
            Accounts accounts,
            BmcLanes lanes,
            Duration budget,
            InstantSource clock) {
        this.states = states;
        this.drivers = drivers;
        this.accounts = accounts;
        this.lanes = lanes;
        this.budget = budget;
        this.clock = clock;
    }

    @FunctionalInterface
    interface Question<T> {
        T ask(BmcSession bmc, Instant until) throws BmcTrouble;
    }

    /** The power state that the BMC tells now. It changes nothing that is known of the node: the observer finds that out by itself. */
    public Told<PowerState> power(String node) {
        return ask(node, (bmc, until) -> {
            if (!bmc.tellsPower()) {
                throw new BmcTrouble(FailureKind.UNSUPPORTED, bmc.authority() + " cannot be asked for its power");
            }
            return bmc.readPower(until);
        });
    }

    /** What the BMC holds for the next boot. */
    public Told<BootSetting> bootDevice(String node) {
        return ask(node, BmcSession::bootSetting);
    }

    /** The newest records of the BMC's event log, oldest of them first. */
    public Told<List<EventEntry>> eventLog(String node, int newest) {
        return ask(node, (bmc, until) -> bmc.eventLog(newest, until));
    }

    public Told<List<SensorText>> sensors(String node) {
        return ask(node, BmcSession::sensors);
    }

    /** The machine and its parts, as far as the BMC tells; a question for each part, so it may take longer. */
    public Told<Inventory> inventory(String node) {
        return ask(node, LONG, BmcSession::inventory);
    }

    /** What is in the BMC's virtual CD drive. */
    public Told<VirtualMedia> media(String node) {
        return ask(node, BmcSession::media);
    }

    /** Walks through the stages of a login, and tells which one fails and why. */
    public Told<ProbeReport> probe(String named) {
        return deal(named, budget, (node, address, until) -> {
            ProbeReport found = drivers.named(node.attributes().driver())
                    .probe(address, accounts.of(node), accounts.certificate(node), clock, until);
            return new Told.Answer<>(address.authority(), found);
        });
    }

    /** The living node of this name or id. */
    public static Optional<Node> find(NodeStates states, String named) {
        Optional<Node> byName = states.byName(named);
        if (byName.isPresent() || named.length() != UUID_LENGTH) {
            return byName;
        }
        try {
            return states.current(NodeId.parse(named)).state() instanceof Node node
                    ? Optional.of(node)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // A name may be as long as an id.
            return Optional.empty();
        }
    }

    /** Something that is done at a node's BMC. */
    @FunctionalInterface
    public interface Dealing<T> {
        Told<T> with(Node node, BmcAddress address, Instant until) throws BmcTrouble;
    }

    private <T> Told<T> ask(String named, Question<T> question) {
        return ask(named, budget, question);
    }

    private <T> Told<T> ask(String named, Duration longest, Question<T> question) {
        return deal(named, longest, (node, address, until) -> answer(node, address, question, until));
    }

    /** Asks, if the BMC is still that of this machine. */
    <T> Told.Answer<T> answer(Node node, BmcAddress address, Question<T> question, Instant until) throws BmcTrouble {
        try (BmcSession bmc = open(node, address)) {
            bmc.requireBelongsTo(node.bmc().identity(), until);
            return new Told.Answer<>(bmc.authority(), question.ask(bmc, until));
        }
    }

    private BmcSession open(Node node, BmcAddress address) throws BmcTrouble {
        return drivers.named(node.attributes().driver()).open(address, accounts.of(node), accounts.certificate(node));
    }

    /** Does it when it is its turn at the BMC, and not with an account that was refused. */
    <T> Told<T> deal(String named, Duration longest, Dealing<T> dealing) {
        return reach(named, (node, address) -> {
            try {
                return lanes.within(node, budget, () -> dealt(node, address, longest, dealing))
                        .orElseGet(() -> new Told.InUse<>(address.authority()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Told.InUse<>(address.authority());
            }
        });
    }

    /** Does it beside other work at the BMC, and not with an account that was refused. */
    public <T> Told<T> beside(String named, Dealing<T> dealing) {
        return reach(named, (node, address) -> dealt(node, address, budget, dealing));
    }

    private <T> Told<T> reach(String named, BiFunction<Node, BmcAddress, Told<T>> dealing) {
        Optional<Node> found = find(states, named);
        if (found.isEmpty()) {
            return new Told.NoNode<>(named);
        }
        Node node = found.get();
        Optional<BmcAddress> address = node.attributes().bmc();
        if (address.isEmpty()) {
            return new Told.NoBmc<>(node.attributes().name());
        }
        Optional<Told<T>> refused = lockedOut(node);
        return refused.isPresent() ? refused.get() : dealing.apply(node, address.get());
    }

    /** An account that the BMC refuses is not tried again for a question: accounts lock themselves. */
    private <T> Optional<Told<T>> lockedOut(Node node) {
        Optional<BmcFault> fault = node.bmc().fault();
        return fault.flatMap(FailureKind::of)
                .filter(FailureKind::isOfTheAccount)
                .map(kind -> new Told.Trouble<>(
                        kind,
                        "",
                        fault.get().detail()
                                + "; it is not asked again before the account is another one, or the BMC is"
                                + " trusted anew"));
    }

    private <T> Told<T> dealt(Node node, BmcAddress address, Duration longest, Dealing<T> dealing) {
        try {
            return dealing.with(node, address, clock.instant().plus(longest));
        } catch (BmcTrouble trouble) {
            return new Told.Trouble<>(trouble.kind(), trouble.stage(), trouble.detail());
        }
    }
}
