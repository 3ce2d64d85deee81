package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.redfish.RedfishRequest.Header;
import io.rackledger.bmc.redfish.quirks.Maker;
import io.rackledger.bmc.redfish.quirks.QuirkBook;
import io.rackledger.bmc.redfish.quirks.Quirks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Speaks to one BMC with its account: every other status than 2xx is a trouble, but for what one more try mends within the time. */
final class RedfishLink {
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final RedfishWire wire;
    private final RedfishLogin login;
    private final Clock clock;
    private final Pacing pacing;
    private @Nullable RedfishRoot root;
    private Quirks quirks = QuirkBook.GENERIC;

    RedfishLink(RedfishWire wire, RedfishLogin login, Clock clock, Pacing pacing) {
        this.wire = wire;
        this.login = login;
        this.clock = clock;
        this.pacing = pacing;
    }

    RedfishErrors errors() {
        return wire.errors();
    }

    String authority() {
        return wire.authority();
    }

    /** The service root, which everyone may read: the BMC is looked at before it gets the account. Read once. */
    RedfishRoot root(Instant until) throws BmcTrouble {
        RedfishRoot known = root;
        if (known == null) {
            RedfishRequest request = RedfishRequest.get(RedfishRoot.PATH);
            RedfishAnswer answer = patient(request, Optional.empty(), until);
            if (answer.status() == UNAUTHORIZED && login.basic().isPresent()) {
                answer = patient(request, login.basic(), until);
            }
            if (!answer.isGood()) {
                throw errors().trouble(request, answer, quirks);
            }
            known = new RedfishRoot(answer.body());
            root = known;
            quirks = QuirkBook.of(known.maker());
        }
        return known;
    }

    /** As far as they are known without reading more than the root. */
    Quirks quirks(Instant until) throws BmcTrouble {
        root(until);
        return quirks;
    }

    /** What is known of the BMC's model and firmware as well. */
    Quirks quirks(String model, String version, Instant until) throws BmcTrouble {
        Maker maker = root(until).maker();
        quirks = QuirkBook.of(new Maker(maker.vendor(), maker.product(), maker.oem(), model, version));
        return quirks;
    }

    /** Logs in now, where that was not done yet; returns how. */
    String login(Instant until) throws BmcTrouble {
        login.proof(root(until), quirks, until);
        return login.way();
    }

    RedfishAnswer get(String path, Instant until) throws BmcTrouble {
        return send(RedfishRequest.get(path), until);
    }

    RedfishAnswer send(RedfishRequest request, Instant until) throws BmcTrouble {
        RedfishAnswer answer = ask(request, until);
        if (!answer.isGood()) {
            throw errors().trouble(request, answer, quirks);
        }
        return answer;
    }

    /** The answer, whatever its status. */
    RedfishAnswer ask(RedfishRequest request, Instant until) throws BmcTrouble {
        RedfishRoot service = root(until);
        RedfishAnswer answer = patient(request, login.proof(service, quirks, until), until);
        if (answer.status() == UNAUTHORIZED && login.mayLoginAnew()) {
            // It was not carried out, whatever it was: sessions end when a BMC restarts, or when it wants to.
            answer = patient(request, login.proof(service, quirks, until), until);
        }
        if (answer.status() == UNAUTHORIZED) {
            login.requireSession();
        }
        return answer;
    }

    /** Waits where the BMC asks for it by Retry-After, but not with a POST: a button is looked after before it is pressed again. */
    private RedfishAnswer patient(RedfishRequest request, Optional<Header> proof, Instant until) throws BmcTrouble {
        RedfishRequest proven =
                proof.map(header -> request.with(header.name(), header.value())).orElse(request);
        while (true) {
            RedfishAnswer answer = wire.send(proven, until);
            Optional<Duration> wait =
                    answer.status() == UNAVAILABLE && !request.method().equals("POST")
                            ? answer.retryAfter(clock)
                            : Optional.empty();
            if (wait.isEmpty()) {
                return answer;
            }
            Duration asked = wait.get().compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait.get();
            // A pause may be a fifth shorter or longer, and must not be shorter than what was asked for.
            Duration pause = asked.multipliedBy(5).dividedBy(4);
            if (!clock.instant().plus(pause.multipliedBy(6).dividedBy(5)).isBefore(until)) {
                throw errors().trouble(
                                FailureKind.BUSY,
                                answer.status(),
                                "answered " + answer.status() + " to " + request.words()
                                        + " and wants to be left alone for " + asked.toSeconds()
                                        + " s, longer than there is time");
            }
            pause(pause, request);
        }
    }

    /** Fails where the work must stop. */
    void pause(Duration about, RedfishRequest request) throws BmcTrouble {
        if (!pacing.pause(about)) {
            throw errors().unreachable("was not asked again (" + request.words() + "): bmc-adapter is stopping");
        }
    }

    Clock clock() {
        return clock;
    }

    void close() {
        login.close();
        wire.close();
    }
}
