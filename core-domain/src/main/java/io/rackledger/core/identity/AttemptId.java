package io.rackledger.core.identity;

import java.util.regex.Pattern;

/** One run of one lifecycle action on one node: the node id, a dot, and the count of attempts of that node from 1. */
public record AttemptId(String value) implements Comparable<AttemptId> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f-]{36}\\.[1-9][0-9]{0,8}");

    public AttemptId {
        Text.require(FORM.matcher(value).matches(), "attempt id", value, "<node id>.<number>");
    }

    public static AttemptId of(NodeId node, long number) {
        return new AttemptId(node.value() + "." + number);
    }

    public NodeId node() {
        return new NodeId(value.substring(0, 36));
    }

    public long number() {
        return Long.parseLong(value.substring(37));
    }

    @Override
    public int compareTo(AttemptId other) {
        int byNode = node().compareTo(other.node());
        return byNode != 0 ? byNode : Long.compare(number(), other.number());
    }

    @Override
    public String toString() {
        return value;
    }
}
