package io.rackledger.bmc.simulated;

import static io.rackledger.bmc.simulated.RedfishJson.ROOT;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.core.node.BmcIdentity;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.node.ObjectNode;

/** The resources of one simulated BMC: the service root, and the way from a path to who answers for it. */
final class RedfishTree {
    static final String SYSTEM = RedfishHardware.SYSTEM;
    private static final String SYSTEMS = ROOT + "/Systems";

    private final Map<String, RedfishSystem> systems = new ConcurrentSkipListMap<>();
    private final RedfishSystem first;
    private final SimulatedPower power;
    private final RedfishKeeper keeper;
    private final RedfishSessions sessions;
    private final RedfishDrives drives = new RedfishDrives();
    private final RedfishSubscriptions subscriptions;
    private volatile RedfishCharacter character = RedfishCharacter.plain();

    RedfishTree(
            String serial,
            SimulatedPower power,
            Optional<Credential> account,
            RedfishSubscriptions subscriptions,
            Clock clock) {
        this.power = power;
        this.subscriptions = subscriptions;
        this.keeper = new RedfishKeeper(clock);
        this.sessions = new RedfishSessions(account);
        this.first = new RedfishSystem(SYSTEM, serial, power, keeper);
        systems.put(SYSTEM, first);
    }

    RedfishSystem first() {
        return first;
    }

    RedfishSessions sessions() {
        return sessions;
    }

    RedfishDrives drives() {
        return drives;
    }

    RedfishSubscriptions subscriptions() {
        return subscriptions;
    }

    RedfishKeeper keeper() {
        return keeper;
    }

    void behaveAs(RedfishCharacter other) {
        character = other;
    }

    boolean takesBasic() {
        return !character.is(RedfishTrait.NO_BASIC);
    }

    /** Another machine in the same chassis. */
    BmcIdentity alsoHold(String serial, SimulatedPower itsPower) {
        String path = SYSTEMS + "/" + (systems.size() + 1);
        RedfishSystem other = new RedfishSystem(path, serial, itsPower, keeper);
        systems.put(path, other);
        return other.identity();
    }

    /** What DSP0266 wants readable without an account, and where one logs in. */
    static boolean isPublic(String method, String path) {
        String plain = trimmed(path);
        return plain.equals("/redfish")
                || plain.equals(ROOT)
                || (method.equals("POST") && plain.equals(RedfishSessions.SESSIONS));
    }

    /** @param rawPath with its query */
    RedfishReply answer(String method, String rawPath, String body, Optional<String> ifMatch, BmcFault fault) {
        String path = trimmed(rawPath);
        RedfishCharacter now = character;
        String plain = method.equals("HEAD") ? "GET" : method;
        if (path.startsWith(RedfishSessions.SERVICE)) {
            return sessions(plain, path, body, now, fault);
        }
        if (path.startsWith(RedfishSubscriptions.SERVICE)) {
            if (now.is(RedfishTrait.NO_EVENTS)) {
                return RedfishReply.notHere(path);
            }
            return subscriptions.answer(plain, path, body, now);
        }
        if (path.startsWith(RedfishDrives.path(now))) {
            return drives.answer(plain, path, body, now, fault);
        }
        if (path.startsWith(RedfishKeeper.MANAGER)) {
            return keeper.answer(plain, path, body, now);
        }
        if (path.startsWith(SYSTEMS + "/")) {
            return system(plain, path, body, ifMatch, now, fault);
        }
        return plain.equals("GET") ? get(path, now) : RedfishReply.notAllowed();
    }

    private RedfishReply sessions(String method, String path, String body, RedfishCharacter now, BmcFault fault) {
        if (now.is(RedfishTrait.NO_SESSIONS)) {
            return RedfishReply.notHere(path);
        }
        if (method.equals("POST") && path.equals(RedfishSessions.SESSIONS)) {
            return fault instanceof BmcFault.SessionsFull(String messageId)
                    ? RedfishSessions.full(messageId)
                    : sessions.open(body);
        }
        return sessions.answer(method, path);
    }

    private RedfishReply system(
            String method, String path, String body, Optional<String> ifMatch, RedfishCharacter now, BmcFault fault) {
        Optional<ObjectNode> part = method.equals("GET")
                ? RedfishHardware.get(path, first.serial(), power.view().state(), now)
                : Optional.empty();
        if (part.isPresent()) {
            return RedfishReply.ok(part.get());
        }
        return systems.entrySet().stream()
                .filter(each -> path.equals(each.getKey()) || path.startsWith(each.getKey() + "/"))
                .findFirst()
                .map(each -> each.getValue().answer(method, path, body, ifMatch, now, fault))
                .orElseGet(() -> RedfishReply.notHere(path));
    }

    private RedfishReply get(String path, RedfishCharacter now) {
        return switch (path) {
            case "/redfish" -> RedfishReply.ok(RedfishJson.object().put("v1", ROOT + "/"));
            case ROOT -> RedfishReply.ok(root(now));
            case SYSTEMS -> RedfishReply.ok(RedfishJson.collection(path, "ComputerSystem", systems.keySet()));
            case ROOT + "/Managers" ->
                RedfishReply.ok(RedfishJson.collection(path, "Manager", List.of(RedfishKeeper.MANAGER)));
            case ROOT + "/Chassis" ->
                RedfishReply.ok(RedfishJson.collection(path, "Chassis", List.of(RedfishHardware.CHASSIS)));
            default ->
                RedfishChassis.get(path, power.view().state(), now)
                        .map(RedfishReply::ok)
                        .orElseGet(() -> RedfishReply.notHere(path));
        };
    }

    private ObjectNode root(RedfishCharacter now) {
        ObjectNode root = RedfishJson.resource(
                        ROOT + "/", "ServiceRoot.v1_5_0.ServiceRoot", "RootService", "Root Service")
                .put("RedfishVersion", "1.6.0")
                .put("UUID", first.uuid());
        if (!now.vendor().isEmpty()) {
            root.put("Vendor", now.vendor());
        }
        for (String each : List.of("Systems", "Managers", "Chassis")) {
            RedfishJson.link(root, each, ROOT + "/" + each);
        }
        if (!now.is(RedfishTrait.NO_EVENTS)) {
            RedfishJson.link(root, "EventService", RedfishSubscriptions.SERVICE);
        }
        if (!now.is(RedfishTrait.NO_SESSIONS)) {
            RedfishJson.link(root, "SessionService", RedfishSessions.SERVICE);
            RedfishJson.link(root.putObject("Links"), "Sessions", RedfishSessions.SESSIONS);
        }
        return root;
    }

    private static String trimmed(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
