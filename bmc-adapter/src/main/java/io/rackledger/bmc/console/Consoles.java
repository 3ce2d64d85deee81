package io.rackledger.bmc.console;

import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Drivers;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.effector.Accounts;
import io.rackledger.bmc.inquiry.BmcInquiry;
import io.rackledger.bmc.inquiry.Told;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serial consoles that this process has open, at most one of each node: whoever watches shares it, and the record goes on beside. A console
 * holds a session of its BMC, so it is closed when nobody wants it. Thread-safe.
 */
public final class Consoles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Consoles.class);
    private static final Duration TO_END = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofSeconds(5);

    private final NodeStates states;
    private final Drivers drivers;
    private final Accounts accounts;
    private final BmcInquiry inquiry;
    private final ConsoleSignals signals;
    private final ConsolePace pace;
    private final InstantSource clock;
    private final Map<NodeId, OpenConsole> open = new ConcurrentHashMap<>();
    private final Map<NodeId, ReentrantLock> opening = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("bmc-console-", 0).factory());

    public Consoles(
            NodeStates states,
            Drivers drivers,
            Accounts accounts,
            BmcInquiry inquiry,
            SignalLog signals,
            ConsolePace pace,
            InstantSource clock) {
        this.states = states;
        this.drivers = drivers;
        this.accounts = accounts;
        this.inquiry = inquiry;
        this.signals = new ConsoleSignals(signals);
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * What a console said.
     *
     * @param from place of the first character; later than asked for where those before are forgotten
     * @param ended why nothing follows any more; empty where more may follow
     */
    public record Heard(long from, byte[] characters, String ended) {}

    /** Opens a node's console for somebody who watches, or joins those who have it; returns the place from where to read on. */
    public Told<Long> watch(String named, BmcConsole.Busy busy) {
        return take(named, busy, true);
    }

    /** Opens it for the record alone, where nobody else has it. */
    Told<Long> record(Node node) {
        return take(node.id().value(), BmcConsole.Busy.LEAVE, false);
    }

    private Told<Long> take(String named, BmcConsole.Busy busy, boolean watched) {
        Optional<Node> node = BmcInquiry.find(states, named);
        if (node.isEmpty()) {
            return new Told.NoNode<>(named);
        }
        ReentrantLock lock = opening.computeIfAbsent(node.get().id(), _ -> new ReentrantLock());
        lock.lock();
        try {
            OpenConsole known = open.get(node.get().id());
            return known == null ? begin(named, busy, watched) : joined(known, watched);
        } finally {
            lock.unlock();
        }
    }

    private static Told<Long> joined(OpenConsole console, boolean watched) {
        if (watched) {
            console.watched();
        }
        return new Told.Answer<>(console.authority(), console.backlog().end());
    }

    private Told<Long> begin(String named, BmcConsole.Busy busy, boolean watched) {
        if (open.size() >= pace.open()) {
            return new Told.Trouble<>(
                    FailureKind.BUSY, "", "this process has " + open.size() + " consoles open, and opens no more");
        }
        // Not in turn with other work: a reboot takes its turn to its end, and it is just then that one wants to watch.
        return inquiry.beside(named, (node, address, _) -> begin(node, address, busy, watched));
    }

    private Told<Long> begin(Node node, BmcAddress address, BmcConsole.Busy busy, boolean watched) throws BmcTrouble {
        BmcConsole console = drivers.named(node.attributes().driver())
                .console(address, accounts.of(node), node.bmc().identity(), busy, STEP);
        NodeId id = node.id();
        OpenConsole opened = new OpenConsole(console, node, () -> present(id), pace, signals, clock);
        if (watched) {
            opened.watched();
        }
        open.put(id, opened);
        LOG.info("node {}: its serial console is open{}", id, watched ? ", somebody watches" : " for the record");
        threads.execute(() -> {
            try {
                opened.run();
            } finally {
                open.remove(id, opened);
            }
        });
        return new Told.Answer<>(console.authority(), 0L);
    }

    private Optional<Node> present(NodeId id) {
        return states.current(id).state() instanceof Node node ? Optional.of(node) : Optional.empty();
    }

    /** Whether it is open here. */
    boolean isOpen(NodeId id) {
        return open.containsKey(id);
    }

    /** Whether the node's driver has consoles at all. */
    boolean canOpen(Node node) {
        try {
            return node.attributes().bmc().isPresent()
                    && drivers.named(node.attributes().driver()).hasConsole();
        } catch (BmcTrouble e) {
            // Whoever works at the node is told of a driver that is not known.
            return false;
        }
    }

    private Optional<OpenConsole> known(String named) {
        return BmcInquiry.find(states, named).flatMap(node -> Optional.ofNullable(open.get(node.id())));
    }

    /** What came from this place on; waits for something, and no longer than this. Empty where the console is not open here. */
    public Optional<Heard> read(String named, long from, Duration wait) throws InterruptedException {
        Optional<OpenConsole> console = known(named);
        if (console.isEmpty()) {
            return Optional.empty();
        }
        console.get().watched();
        Backlog.Part part = console.get().backlog().read(from, wait);
        console.get().watched();
        return Optional.of(new Heard(part.from(), part.characters(), part.ended()));
    }

    /** Types on a console that is open here; false where it is not. What is typed is in no record, but what the machine echoes is. */
    public boolean type(String named, byte... characters) throws BmcTrouble {
        Optional<OpenConsole> console = known(named);
        if (console.isEmpty()) {
            return false;
        }
        console.get().watched();
        console.get().type(characters);
        return true;
    }

    /** Ends the console for all who watch. False where it is not open here. */
    public boolean end(String named) {
        Optional<OpenConsole> console = known(named);
        console.ifPresent(OpenConsole::end);
        return console.isPresent();
    }

    @Override
    public void close() {
        open.values().forEach(OpenConsole::end);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "some serial consoles did not end within {}; their BMCs end the sessions by themselves",
                        TO_END);
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            threads.shutdownNow();
        }
    }
}
