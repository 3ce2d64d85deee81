package io.rackledger.query.reading;

/** The timeline's statement: events, signals, and the signals that were adopted with a MAC address, in one order. */
final class TimelineSql {
    /**
     * Columns of one entry of a signal. A signal stands before an event of the same instant: what is seen comes before what is decided
     * on it.
     */
    static final String SIGNAL_COLUMNS = """
            s.seen_at as ts, 0 as rank, s.part, s.log_offset, 0 as idx, 'signal' as kind, s.type, s.lane, s.words, s.seen_at as at,
            s.node_clock, s.skew_ms, null::bigint as sequence, s.signal_id, s.source, null::text as actor,
            null::text as command, null::text as causation, null::text as correlation, s.attempt, s.stage, s.body""";

    private static final String EVENT_COLUMNS = """
            e.order_at as ts, 1 as rank, e.part, e.log_offset, e.idx, 'event' as kind, e.type, e.lane, e.words, e.at,
            null::timestamptz as node_clock, null::bigint as skew_ms, e.sequence, null::text as signal_id, null::text as source,
            e.actor, e.command, e.causation, e.correlation, e.attempt, null::text as stage, e.body""";

    /**
     * A MAC's unclaimed signals belong to the first node that had it at their time or later: from the end of the owner before, until
     * the node lost it.
     */
    private static final String ADOPTED = """
            from node_macs m
            join signals s on s.mac = m.mac
            where m.node_id = cast(:node as uuid)
              and s.seen_at < coalesce(m.had_until, 'infinity')
              and s.seen_at >= coalesce((select max(before.had_until) from node_macs before
                   where before.mac = m.mac and before.had_since < m.had_since), '-infinity')""";

    private TimelineSql() {}

    /** All entries of node {@code :node}; {@code %s} stands for conditions, order and limit. */
    static String entries(String conditions) {
        return "select * from ("
                + "select " + EVENT_COLUMNS
                + ", false as adopted from node_events e where e.node_id = cast(:node as uuid)"
                + " union all select " + SIGNAL_COLUMNS
                + ", false as adopted from signals s where s.node_id = cast(:node as uuid)"
                + " union all select " + SIGNAL_COLUMNS + ", true as adopted " + ADOPTED
                + ") entry " + conditions;
    }
}
