package io.rackledger.eventlog.memory;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who owns which partition in each group. A partition changes hands only when its owner has let it go in a poll, as with Kafka. */
final class MemoryGroups {
    private final int partitions;
    private final Map<String, List<Object>> members = new HashMap<>();
    private final Map<String, Map<Integer, Object>> owners = new HashMap<>();

    private final Map<String, Map<LogTopic, LogVector>> kept = new HashMap<>();

    MemoryGroups(int partitions) {
        this.partitions = partitions;
    }

    synchronized void join(String group, Object member) {
        members.computeIfAbsent(group, _ -> new ArrayList<>()).add(member);
        owners.computeIfAbsent(group, _ -> new HashMap<>());
    }

    synchronized void leave(String group, Object member) {
        members.getOrDefault(group, new ArrayList<>()).remove(member);
        owners.getOrDefault(group, new HashMap<>()).values().removeIf(member::equals);
    }

    /** From where on the group still needs a topic. */
    synchronized LogVector kept(String group, LogTopic topic) {
        return kept.getOrDefault(group, Map.of()).getOrDefault(topic, LogVector.START);
    }

    synchronized void keep(String group, LogTopic topic, int partition, long from) {
        kept.computeIfAbsent(group, _ -> new EnumMap<>(LogTopic.class))
                .merge(topic, LogVector.START.with(partition, from), (old, _) -> old.with(partition, from));
    }

    /** Lets go of what the member should not have, takes what it should have and is free, and tells what it has now. */
    synchronized Set<Integer> settle(String group, Object member) {
        List<Object> all = members.getOrDefault(group, List.of());
        Map<Integer, Object> owned = owners.getOrDefault(group, new HashMap<>());
        int me = all.indexOf(member);
        if (me < 0) {
            return Set.of();
        }
        Set<Integer> mine = new HashSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            boolean wanted = partition % all.size() == me;
            if (!wanted) {
                owned.remove(partition, member);
            } else if (owned.putIfAbsent(partition, member) == null || member.equals(owned.get(partition))) {
                mine.add(partition);
            }
        }
        return Set.copyOf(mine);
    }
}
