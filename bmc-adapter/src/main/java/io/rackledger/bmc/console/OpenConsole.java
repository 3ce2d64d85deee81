package io.rackledger.bmc.console;

import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.core.diagnosis.ChainKey;
import io.rackledger.core.node.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node's console while it is open: read by one thread, for its record and for all who watch. */
final class OpenConsole implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConsole.class);
    private static final Duration TICK = Duration.ofMillis(200);

    private final BmcConsole console;
    private final Node node;
    private final Supplier<Optional<Node>> present;
    private final ConsolePace pace;
    private final ConsoleSignals signals;
    private final InstantSource clock;
    private final Backlog backlog = new Backlog();
    private final ConsoleRecord record;
    private final Queue<ConsoleRecord.Page> untold = new ConcurrentLinkedQueue<>();
    private final long first;
    private long pages;
    private volatile boolean closing;
    private volatile Instant watchedAt;

    /** @param present the node as it is now; empty where it is gone */
    OpenConsole(
            BmcConsole console,
            Node node,
            Supplier<Optional<Node>> present,
            ConsolePace pace,
            ConsoleSignals signals,
            InstantSource clock) {
        this.console = console;
        this.node = node;
        this.present = present;
        this.pace = pace;
        this.signals = signals;
        this.clock = clock;
        this.record = new ConsoleRecord(pace);
        this.watchedAt = Instant.MIN;
        this.first = clock.millis();
    }

    String authority() {
        return console.authority();
    }

    Backlog backlog() {
        return backlog;
    }

    /** Somebody watches. */
    void watched() {
        watchedAt = clock.instant();
    }

    void type(byte... characters) throws BmcTrouble {
        console.write(characters);
    }

    /** Ends it soon. */
    void end() {
        closing = true;
    }

    /** Reads until nobody wants it any more, or the BMC ends it. */
    @Override
    public void run() {
        String why = "it was closed, as nobody watched it";
        try {
            while (isWanted()) {
                Optional<byte[]> heard = console.read(TICK);
                heard.ifPresent(this::hear);
                settle();
            }
        } catch (BmcTrouble trouble) {
            why = trouble.detail();
            LOG.info("node {}: the serial console is lost: {}", node.id(), why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = "bmc-adapter stops";
        } finally {
            record.last(clock.instant()).ifPresent(this::tell);
            backlog.end(why);
            console.close();
        }
    }

    private boolean isWanted() {
        boolean watched = clock.instant().isBefore(endOfWatch());
        boolean recorded = pace.capture() && running().isPresent();
        return !closing && (watched || recorded);
    }

    private Instant endOfWatch() {
        Instant at = watchedAt;
        return at.equals(Instant.MIN) ? at : at.plus(pace.unwatched());
    }

    private Optional<ChainKey> running() {
        return present.get().flatMap(Node::runningAttempt).map(ChainKey::of);
    }

    private void hear(byte... characters) {
        backlog.add(characters);
        record.take(characters, running(), clock.instant()).forEach(this::tell);
    }

    private void settle() {
        for (ConsoleRecord.Page page = untold.poll(); page != null; page = untold.poll()) {
            record.lost(page, clock.instant());
        }
        record.due(clock.instant()).ifPresent(this::tell);
    }

    private void tell(ConsoleRecord.Page page) {
        signals.tell(present.get().orElse(node), page, first + pages++).whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "node {}: {} lines of its console are not in the log: {}",
                        node.id(),
                        page.lines(),
                        failure.toString());
                untold.add(page);
            }
        });
    }
}
