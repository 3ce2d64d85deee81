package io.rackledger.bmc.redfish;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.redfish.RedfishRequest.Header;
import io.rackledger.bmc.redfish.quirks.Quirks;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who we are to a BMC: a session of its SessionService with a token (DSP0266, "Authentication"), opened at the first request that needs one;
 * Basic authentication, which DSP0266 wants beside it, where the service has no sessions, or none free: an engine that was killed leaves some
 * behind, for half an hour.
 */
final class RedfishLogin {
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final String BASIC = "Authorization";
    private static final Logger LOG = LoggerFactory.getLogger(RedfishLogin.class);

    private final RedfishWire wire;
    private final Clock clock;
    private final Optional<Credential> credential;
    private final BasicRefusals refusals;
    private Optional<BmcTrouble> full = Optional.empty();
    private Optional<Header> proof = Optional.empty();
    private Optional<String> session = Optional.empty();
    private boolean renewed;

    RedfishLogin(RedfishWire wire, Clock clock, Optional<Credential> credential, BasicRefusals refusals) {
        this.wire = wire;
        this.clock = clock;
        this.credential = credential;
        this.refusals = refusals;
    }

    /** What each request must bear; empty for a BMC that asks for no account. */
    Optional<Header> proof(RedfishRoot root, Quirks quirks, Instant until) throws BmcTrouble {
        if (credential.isPresent() && proof.isEmpty()) {
            Optional<String> sessions = root.sessions();
            proof = Optional.of(
                    sessions.isPresent()
                            ? opened(sessions.get(), credential.get(), quirks, until)
                            : basic(credential.get()));
        }
        return proof;
    }

    /** How it is shown who we are, once that was asked for. */
    String way() {
        if (full.isPresent()) {
            return "Basic authentication, as all sessions are taken";
        }
        return proof.map(header -> header.name().equals(BASIC) ? "Basic authentication" : "session")
                .orElse("without an account");
    }

    /** After a 401: whether a session of ours is gone, so that one more login makes sense. Twice it does not. */
    boolean mayLoginAnew() {
        boolean lost = session.isPresent() && !renewed;
        if (lost) {
            renewed = true;
            proof = Optional.empty();
            session = Optional.empty();
        }
        return lost;
    }

    /** After a 401: where no session was free, that was why, and the account is not shown so again, or the BMC might lock it. */
    void requireSession() throws BmcTrouble {
        if (full.isPresent()) {
            refusals.add(wire.authority());
            throw full.get();
        }
    }

    private Header opened(String sessions, Credential account, Quirks quirks, Instant until) throws BmcTrouble {
        String who = JsonMapper.shared()
                .createObjectNode()
                .put("UserName", account.user())
                .put("Password", account.password())
                .toString();
        RedfishRequest request = RedfishRequest.post(sessions, who);
        RedfishAnswer answer = wire.send(request, until);
        Optional<String> token = answer.headers().firstValue("X-Auth-Token").filter(told -> !told.isBlank());
        boolean hasNone = answer.status() == 404 || answer.status() == 405 || answer.status() == 501;
        if (hasNone || (answer.isGood() && token.isEmpty())) {
            return basic(account);
        }
        if (!answer.isGood()) {
            return withoutSession(account, wire.errors().troubleWithoutWords(request, answer, quirks));
        }
        refusals.remove(wire.authority());
        session = answer.headers()
                .firstValue("Location")
                .map(RedfishLogin::path)
                .or(() -> RedfishRoot.link(answer.body()));
        return new Header("X-Auth-Token", token.orElseThrow());
    }

    private Header withoutSession(Credential account, BmcTrouble why) throws BmcTrouble {
        if (why.kind() != FailureKind.SESSIONS_FULL || refusals.contains(wire.authority())) {
            throw why;
        }
        full = Optional.of(why);
        return basic(account);
    }

    /** A location may be a whole URI (RFC 9110); only its path is of use, as the BMC may not know by what address we reach it. */
    static String path(String location) {
        int host = location.indexOf("://");
        int slash = host < 0 ? 0 : location.indexOf('/', host + 3);
        return slash < 0 ? "" : location.substring(slash);
    }

    static Header basic(Credential account) {
        byte[] pair = (account.user() + ":" + account.password()).getBytes(StandardCharsets.UTF_8);
        return new Header(BASIC, "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    Optional<Header> basic() {
        return credential.map(RedfishLogin::basic);
    }

    /** Gives the session back, where the BMC still answers: it would be held for half an hour. */
    void close() {
        if (session.isEmpty() || proof.isEmpty() || !wire.isAnswering()) {
            return;
        }
        RedfishRequest goodbye = RedfishRequest.delete(session.get())
                .with(proof.get().name(), proof.get().value());
        try {
            wire.send(goodbye, clock.instant().plus(GOODBYE));
        } catch (BmcTrouble e) {
            LOG.debug("a session of BMC {} was left to end by itself: {}", wire.authority(), e.detail());
        }
        session = Optional.empty();
    }
}
