package io.rackledger.query.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.WaitDeadlines;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Folded states as JSON and back, for this program's own use: a database filled by another form is not read but filled again. Every field
 * of a state is a component of a record, so the mapper needs no help but for the names of variants. Thread-safe.
 */
final class StateJson {
    /** Raised whenever states written before cannot be read, or would be read as something else; a golden file guards it. */
    static final int FORM = 4;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(NodeState.class, OfNodeState.class)
            .addMixIn(WaitDeadlines.class, OfWaitDeadlines.class)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final ObjectWriter WRITER = MAPPER.writerFor(NodeState.class);

    private StateJson() {}

    /** A stored state that this program cannot read. */
    static final class UnreadableState extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableState(String node, JacksonException cause) {
            super("the stored state of node " + node + " cannot be read: " + cause.getOriginalMessage(), cause);
        }
    }

    static String write(NodeState state) {
        return WRITER.writeValueAsString(state);
    }

    static NodeState read(String node, String json) {
        try {
            return MAPPER.readValue(json, NodeState.class);
        } catch (JacksonException e) {
            throw new UnreadableState(node, e);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Node.class, name = "node"),
        @JsonSubTypes.Type(value = NodeState.Deleted.class, name = "deleted"),
        @JsonSubTypes.Type(value = NodeState.Unknown.class, name = "unknown")
    })
    private interface OfNodeState {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = WaitDeadlines.Running.class, name = "running"),
        @JsonSubTypes.Type(value = WaitDeadlines.Paused.class, name = "paused")
    })
    private interface OfWaitDeadlines {}
}
