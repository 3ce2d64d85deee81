package io.rackledger.e2e.fault;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Work done in vain by several writers: records that lost their race.
 *
 * @param applied commands of process managers in the log
 * @param voids records of process managers that lost a race
 * @param doubles of them, records whose command another instance had brought into the log already
 */
record Repeats(int applied, int voids, int doubles) {
    private static final String ENGINE = "engine:";

    static Repeats of(RawLog log) {
        Map<NodeId, Long> sequences = new HashMap<>();
        Set<CommandId> done = new HashSet<>();
        int voids = 0;
        int doubles = 0;
        for (RawLog.Decided each : log.nodeEvents()) {
            NodeRecord record = each.record();
            boolean engine = record.context().actor().startsWith(ENGINE);
            if (record.sequence() == sequences.getOrDefault(record.node(), 0L) + 1) {
                sequences.put(record.node(), record.sequence());
                if (engine) {
                    done.add(record.context().command());
                }
            } else if (engine) {
                voids++;
                doubles += done.contains(record.context().command()) ? 1 : 0;
            }
        }
        return new Repeats(done.size(), voids, doubles);
    }

    String words() {
        return applied + " commands of process managers, " + voids + " void records of theirs, " + doubles
                + " of them of a command that was in the log already";
    }
}
