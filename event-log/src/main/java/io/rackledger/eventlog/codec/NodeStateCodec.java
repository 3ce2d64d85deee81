package io.rackledger.eventlog.codec;

import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeState;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** A node's folded state as bytes and back: its kind in one byte, then the JSON of the wire. For snapshots; no event is written so. */
public final class NodeStateCodec {
    private static final byte UNKNOWN = 0;
    private static final byte LIVING = 1;
    private static final byte DELETED = 2;
    private static final JsonMapper MAPPER = WireJson.MAPPER;
    private static final ObjectReader NODES = MAPPER.readerFor(Node.class);
    private static final ObjectReader DELETIONS = MAPPER.readerFor(NodeState.Deleted.class);

    private NodeStateCodec() {}

    public static byte[] write(NodeState state) {
        return switch (state) {
            case NodeState.Unknown _ -> new byte[] {UNKNOWN};
            case Node node -> of(LIVING, MAPPER.writeValueAsBytes(node));
            case NodeState.Deleted deleted -> of(DELETED, MAPPER.writeValueAsBytes(deleted));
        };
    }

    public static NodeState read(byte[] bytes) throws UnreadableException {
        byte kind = bytes.length == 0 ? -1 : bytes[0];
        try {
            return switch (kind) {
                case UNKNOWN -> new NodeState.Unknown();
                case LIVING -> NODES.<Node>readValue(bytes, 1, bytes.length - 1);
                case DELETED -> DELETIONS.<NodeState.Deleted>readValue(bytes, 1, bytes.length - 1);
                default -> throw new UnreadableException("state kind " + kind + " is not known");
            };
        } catch (JacksonException e) {
            throw new UnreadableException("the state cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static byte[] of(byte kind, byte[] json) {
        byte[] bytes = new byte[json.length + 1];
        bytes[0] = kind;
        System.arraycopy(json, 0, bytes, 1, json.length);
        return bytes;
    }
}
