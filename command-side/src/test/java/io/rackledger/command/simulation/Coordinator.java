package io.rackledger.command.simulation;

import io.rackledger.core.door.LogTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The consumer group, as Kafka keeps it: every change of the membership takes all partitions back; they are dealt anew when every member
 * has let go in a poll of its own, or has been given up because it was not heard of.
 */
final class Coordinator {
    private static final long SESSION = 45_000;

    private final VirtualTime time;
    private final Chance chance;
    private final Runnable shaken;
    private final List<GroupReader> members = new ArrayList<>();
    private final Map<GroupReader, Long> joined = new HashMap<>();
    private final Map<Integer, GroupReader> owners = new HashMap<>();
    private final long[][] kept = new long[LogTopic.values().length][FakeLog.PARTITIONS];
    private long epoch;
    private long dealt;

    /** @param shaken called when members should poll soon */
    Coordinator(VirtualTime time, Chance chance, Runnable shaken) {
        this.time = time;
        this.chance = chance;
        this.shaken = shaken;
    }

    void join(GroupReader member) {
        members.add(member);
        shake();
    }

    void leave(GroupReader member) {
        if (members.remove(member)) {
            shake();
        }
    }

    /** Somebody stirs the group: all partitions are dealt anew. */
    void shake() {
        epoch++;
        shaken.run();
        time.in(SESSION + 1_000, "", "", this::giveUpTheSilent);
    }

    /** Gives up members that were not heard of, and sees to it that somebody looks again. */
    private void giveUpTheSilent() {
        if (members.removeIf(member -> time.now() - member.silentSince() > SESSION)) {
            shake();
        }
    }

    /** The connection of a member is cut, or its process stands still or is dead: it is given up when its session is over. */
    void mayBeSilent() {
        time.in(SESSION + 1_000, "", "", this::giveUpTheSilent);
    }

    boolean knows(GroupReader member) {
        return members.contains(member);
    }

    /** The member lets go of what it has if the group is dealt anew. Returns the number of the deal, 0 while it waits. */
    long poll(GroupReader member) {
        joined.put(member, epoch);
        if (dealt != epoch && members.stream().allMatch(each -> joined.getOrDefault(each, 0L) == epoch)) {
            deal();
        }
        return dealt == epoch ? dealt : 0;
    }

    /** Whether the partitions are dealt as the present membership wants it. */
    boolean settled() {
        return dealt == epoch;
    }

    private void deal() {
        owners.clear();
        int first = chance.below(members.size());
        for (int partition = 0; partition < FakeLog.PARTITIONS; partition++) {
            owners.put(partition, members.get((first + partition) % members.size()));
        }
        dealt = epoch;
        shaken.run();
    }

    /** Nobody in the group needs anything before this place any more, says its owner. */
    void keep(LogTopic topic, int partition, long place) {
        kept[topic.ordinal()][partition] = place;
    }

    long kept(LogTopic topic, int partition) {
        return kept[topic.ordinal()][partition];
    }

    Set<Integer> owned(GroupReader member) {
        Set<Integer> owned = new TreeSet<>();
        owners.forEach((partition, owner) -> {
            if (owner == member) {
                owned.add(partition);
            }
        });
        return owned;
    }
}
