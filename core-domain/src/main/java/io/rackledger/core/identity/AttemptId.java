package io.rackledger.core.identity;

/** One run of one lifecycle action on one node: the node id, a dot, and the count of attempts of that node from 1. */
public record AttemptId(String value) implements Comparable<AttemptId> {
    private static final int DOT = 36;
    private static final int LONGEST = DOT + 10;

    public AttemptId {
        Text.require(fits(value), "attempt id", value, "<node id>.<number>");
    }

    private static boolean fits(String value) {
        boolean fits = value.length() > DOT + 1
                && value.length() <= LONGEST
                && value.charAt(DOT) == '.'
                && value.charAt(DOT + 1) != '0';
        for (int i = 0; fits && i < value.length(); i++) {
            char c = value.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            fits = i == DOT || digit || i < DOT && (c >= 'a' && c <= 'f' || c == '-');
        }
        return fits;
    }

    public static AttemptId of(NodeId node, long number) {
        return new AttemptId(node.value() + "." + number);
    }

    public NodeId node() {
        return new NodeId(value.substring(0, DOT));
    }

    public long number() {
        return Long.parseLong(value.substring(DOT + 1));
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
