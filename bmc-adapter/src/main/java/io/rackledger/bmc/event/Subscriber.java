package io.rackledger.bmc.event;

import io.rackledger.bmc.driver.BmcServices;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Drivers;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.effector.Accounts;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, looks at and ends the subscription at one BMC. Whoever calls has the BMC's lane. Thread-safe. */
final class Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    /** Longest time for one visit: a login, and some requests for each subscription that the BMC has. */
    private static final Duration BUDGET = Duration.ofSeconds(20);

    private static final Duration AFTER_TROUBLE = Duration.ofMinutes(5);

    private final EventSettings settings;
    private final Drivers drivers;
    private final Accounts accounts;
    private final InstantSource clock;

    Subscriber(EventSettings settings, Drivers drivers, Accounts accounts, InstantSource clock) {
        this.settings = settings;
        this.drivers = drivers;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Sees to it that the subscription is there; returns how long it can be left alone then. */
    Duration attend(Node node, Subscribed known) {
        long account = accounts.version(node.id());
        Instant until = clock.instant().plus(BUDGET);
        URI destination = settings.destination(node.id());
        try (BmcSession session = open(node, known)) {
            session.requireBelongsTo(node.bmc().identity(), until);
            BmcServices services = services(session);
            Optional<String> before = known.path();
            if (before.isEmpty() || !services.isSubscribed(before.get(), destination, until)) {
                known.isAt(services.subscribe(destination, EventSettings.context(node.id()), until));
                LOG.info(
                        "node {}: BMC {} tells its events{}",
                        node.id(),
                        known.address.authority(),
                        before.isEmpty() ? "" : " again; it had forgotten its subscription");
            }
            return settings.interval();
        } catch (BmcTrouble trouble) {
            failed(node, known, trouble, account);
            return shorter(settings.interval(), AFTER_TROUBLE);
        }
    }

    private void failed(Node node, Subscribed known, BmcTrouble trouble, long account) {
        NodeId id = node.id();
        String words = settings.key().masked(id, trouble.detail());
        if (trouble.kind() == FailureKind.UNSUPPORTED) {
            known.isImpossible();
            LOG.info("node {}: its BMC tells no events, and is not asked for them again: {}", id, words);
        } else if (trouble.kind().isOfTheAccount()) {
            known.refused(account);
            LOG.info("node {}: its BMC's account may not subscribe to events until it is another one: {}", id, words);
        } else if (known.fails(trouble.kind())) {
            LOG.info("node {}: its BMC tells no events for now: {}, {}", id, trouble.kind(), words);
        }
    }

    /** As well as it can be done: a BMC that nobody reaches any more keeps it, and may end it by itself. */
    boolean end(Subscribed known) {
        Optional<String> path = known.path();
        if (path.isEmpty()) {
            return false;
        }
        NodeId id = known.node.id();
        try (BmcSession session = open(known.node, known)) {
            services(session).unsubscribe(path.get(), clock.instant().plus(BUDGET));
            LOG.info("node {}: BMC {} tells its events no longer", id, known.address.authority());
            return true;
        } catch (BmcTrouble trouble) {
            LOG.info(
                    "node {}: the subscription {} at BMC {} is left behind: {}",
                    id,
                    path.get(),
                    known.address.authority(),
                    settings.key().masked(id, trouble.detail()));
            return false;
        }
    }

    private BmcSession open(Node node, Subscribed known) throws BmcTrouble {
        return drivers.named(node.attributes().driver())
                .open(known.address, accounts.of(node), accounts.certificate(node));
    }

    private static BmcServices services(BmcSession session) throws BmcTrouble {
        return session.services()
                .orElseThrow(() -> new BmcTrouble(
                        FailureKind.UNSUPPORTED, "BMC " + session.authority() + " has no service for events"));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
