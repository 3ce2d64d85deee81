package io.rackledger.e2e.bench;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.ProvisionState;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** One node on its way: enrolled once, then managed, provided, deployed and undeployed for ever. */
final class NodeLife {
    /** Stands where no node is. */
    static final NodeLife NOBODY = new NodeLife(-1);

    private static final int PARTS = 2;
    private static final String INSTANCE = "{\"instance\":{\"name\":\"web\",\"image\":\"debian.raw\"}}";

    private final int number;
    private final NodeId id;
    private Phase phase = Phase.NEW;
    private int missing;
    private long began;
    private int rounds;

    /** What was last asked for, and the state that it leads to. */
    private enum Phase {
        NEW(ProvisionState.ENROLL),
        ENROLL(ProvisionState.ENROLL),
        MANAGE(ProvisionState.MANAGEABLE),
        PROVIDE(ProvisionState.AVAILABLE),
        DEPLOY(ProvisionState.ACTIVE),
        UNDEPLOY(ProvisionState.AVAILABLE);

        private final ProvisionState target;

        Phase(ProvisionState target) {
            this.target = target;
        }

        Phase next() {
            return switch (this) {
                case NEW -> ENROLL;
                case ENROLL, UNDEPLOY -> MANAGE;
                case MANAGE -> PROVIDE;
                case PROVIDE -> DEPLOY;
                case DEPLOY -> UNDEPLOY;
            };
        }
    }

    NodeLife(int number) {
        this.number = number;
        this.id = NodeId.of(UUID.nameUUIDFromBytes(("life " + number).getBytes(StandardCharsets.UTF_8)));
    }

    NodeId id() {
        return id;
    }

    boolean enrolling() {
        return phase == Phase.ENROLL;
    }

    /** How long the lifecycle took that has ended with the last verb. Asked once, before the next request. */
    synchronized Optional<Long> ended() {
        return phase == Phase.UNDEPLOY ? Optional.of(System.nanoTime() - began) : Optional.empty();
    }

    /** The request for the next verb. */
    synchronized byte[] request() {
        phase = phase.next();
        missing = PARTS;
        if (phase == Phase.MANAGE) {
            began = System.nanoTime();
            rounds++;
        }
        String body = switch (phase) {
            case ENROLL, NEW ->
                "{\"id\":\"%s\",\"name\":\"life-%d\",\"bmc\":\"redfish+http://10.1.0.1:8000/redfish/v1/Systems/%d\",\"ports\":[\"52:54:00:01:%02x:%02x\"]}"
                        .formatted(id, number, number, number >> 8, number & 0xff);
            case DEPLOY -> INSTANCE;
            case MANAGE, PROVIDE, UNDEPLOY -> "{}";
        };
        String path = phase == Phase.ENROLL
                ? ""
                : "/" + id + "/actions/" + phase.name().toLowerCase(Locale.ROOT);
        return ("POST /api/v1/nodes" + path
                        + " HTTP/1.1\r\nHost: engine\r\nX-Rackledger-Actor: bench\r\nIdempotency-Key: "
                        + phase + "-" + number + "-" + rounds
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The verb has its answer; true where the state has been reached before. */
    synchronized boolean answered() {
        // The state enroll is there with the answer.
        missing -= phase == Phase.ENROLL ? PARTS : 1;
        return missing == 0;
    }

    /** The node has moved; true where that was what the verb asked for and the verb has its answer. */
    synchronized boolean reached(ProvisionState state) {
        if (phase == Phase.ENROLL || state != phase.target) {
            return false;
        }
        missing--;
        return missing == 0;
    }

    @Override
    public String toString() {
        return "node " + number + " in phase " + phase;
    }
}
