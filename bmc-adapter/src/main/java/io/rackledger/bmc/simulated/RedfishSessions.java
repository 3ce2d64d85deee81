package io.rackledger.bmc.simulated;

import static io.rackledger.bmc.simulated.RedfishJson.ROOT;

import io.rackledger.bmc.credential.Credential;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** SessionService: tokens for those who know the account (DSP0266, "Session management"). Thread-safe. */
final class RedfishSessions {
    static final String SERVICE = ROOT + "/SessionService";
    static final String SESSIONS = SERVICE + "/Sessions";
    private static final int MOST = 8;
    private static final int TOKEN = 16;
    private static final SecureRandom CHANCE = new SecureRandom();

    private final Optional<Credential> account;
    private final Map<String, String> pathByToken = new TreeMap<>();
    private int opened;

    RedfishSessions(Optional<Credential> account) {
        this.account = account;
    }

    synchronized boolean knows(String token) {
        return pathByToken.containsKey(token);
    }

    /** As after a restart of the BMC. */
    synchronized void forget() {
        pathByToken.clear();
    }

    synchronized void occupy() {
        while (pathByToken.size() < MOST) {
            pathByToken.put(token(), SESSIONS + "/" + ++opened);
        }
    }

    synchronized int count() {
        return pathByToken.size();
    }

    synchronized int opened() {
        return opened;
    }

    synchronized RedfishReply open(String body) {
        JsonNode who = RedfishJson.parse(body);
        Credential given = new Credential(
                who.path("UserName").asString(""), who.path("Password").asString(""));
        if (account.filter(known -> !known.equals(given)).isPresent()) {
            return RedfishReply.error(
                    401, "Base.1.8.ResourceAtUriUnauthorized", "The account is not known or the password is wrong.");
        }
        if (pathByToken.size() >= MOST) {
            return full("Base.1.8.SessionLimitExceeded");
        }
        String path = SESSIONS + "/" + ++opened;
        String token = token();
        pathByToken.put(token, path);
        return RedfishReply.created(session(path, given.user()), path).with("X-Auth-Token", token);
    }

    private static String token() {
        byte[] token = new byte[TOKEN];
        CHANCE.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    static RedfishReply full(String messageId) {
        return RedfishReply.error(503, messageId, "The maximum number of user sessions is reached.");
    }

    synchronized RedfishReply answer(String method, String path) {
        boolean one = pathByToken.containsValue(path);
        if (method.equals("DELETE") && one) {
            pathByToken.values().remove(path);
            return RedfishReply.done();
        }
        if (!method.equals("GET")) {
            return RedfishReply.notAllowed();
        }
        if (path.equals(SERVICE)) {
            ObjectNode service = RedfishJson.resource(
                            SERVICE, "SessionService.v1_1_8.SessionService", "SessionService", "Session Service")
                    .put("ServiceEnabled", true)
                    .put("SessionTimeout", 1800);
            RedfishJson.well(service);
            RedfishJson.link(service, "Sessions", SESSIONS);
            return RedfishReply.ok(service);
        }
        if (path.equals(SESSIONS)) {
            return RedfishReply.ok(RedfishJson.collection(SESSIONS, "Session", pathByToken.values()));
        }
        return one
                ? RedfishReply.ok(session(path, account.map(Credential::user).orElse("")))
                : RedfishReply.notHere(path);
    }

    private static ObjectNode session(String path, String user) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        return RedfishJson.resource(path, "Session.v1_3_0.Session", id, "User Session")
                .put("UserName", user);
    }
}
