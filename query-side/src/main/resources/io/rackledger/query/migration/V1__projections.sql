-- Projections of the log. Everything here can be dropped: the next start fills it again from the log, equal.
-- JSON is kept as text: it is written once by us and handed out as it is, so PostgreSQL need not parse it. Rows that are updated leave
-- room on their page, and those of some kilobytes are kept whole and uncompressed.

create table projection_offsets (
    topic       text   not null,
    part        int    not null,
    next_offset bigint not null,
    primary key (topic, part)
);

create table projection_version (
    only_row boolean primary key default true check (only_row),
    version  int     not null,
    -- Of the folded states.
    form     int     not null
);

-- Records that could not be read or projected, and those of a node behind its dead one, in the order of the log. They never stop other
-- nodes.
create table dead_letters (
    topic      text   not null,
    part       int    not null,
    log_offset bigint not null,
    record_key text   not null,
    node_id    uuid,
    sequence   bigint,
    kind       text   not null,
    types      text   not null,
    reason     text   not null,
    body       text,
    primary key (topic, part, log_offset)
);
create index dead_letters_by_key on dead_letters (record_key);
create index dead_letters_by_node on dead_letters (node_id) where node_id is not null;

-- The folded state of each node as of the offsets, so that a restart goes on without reading the log again. Deleted nodes keep
-- theirs, since nothing may follow them. reason and dead_… tell why and since which record a node stands still; where it is stopped, the
-- next record must not be applied.
create table node_states (
    node_id     uuid        primary key,
    sequence    bigint      not null,
    order_at    timestamptz not null,
    state       text        not null,
    reason      text,
    dead_part   int,
    dead_offset bigint,
    stopped     boolean     not null
) with (fillfactor = 70, toast_tuple_target = 8160);

-- One row per node: the fleet view's columns for filters and order, the list row and the whole document as JSON.
create table nodes (
    node_id        uuid        primary key,
    name           text        collate "C" not null,
    sequence       bigint      not null,
    part           int         not null,
    log_offset     bigint      not null,
    updated_at     timestamptz not null,
    deleted        boolean     not null,
    state          text        not null,
    kind           text        not null,
    state_since    timestamptz not null,
    target         text,
    power          text        not null,
    power_since    timestamptz,
    reachable      boolean     not null,
    driver         text        not null,
    resource_class text        not null,
    owner          text        not null,
    instance       text,
    image          text,
    held           boolean     not null,
    protected      boolean     not null,
    retired        boolean     not null,
    action         text,
    stage          text,
    outcome        text,
    wait_subject   text,
    wait_due       timestamptz,
    paused         boolean     not null,
    failure        text,
    category       text,
    -- Why the row is older than the node's log, or null.
    stale          text,
    summary        text        not null,
    document       text        not null
) with (fillfactor = 70, toast_tuple_target = 8160);
create index nodes_by_name on nodes (name, node_id) where not deleted;
create index nodes_by_state on nodes (state) where not deleted;
create index nodes_by_due on nodes (wait_due, node_id) where not deleted and wait_due is not null;
create index nodes_by_failure on nodes (failure) where not deleted and failure is not null;

-- One row per applied record: what the live stream sends and resumes from, and its events. order_at is the record's time, but never before
-- that of an earlier one of the node. events is an array of {type, lane, words, at, attempt, body}, one row for all of them: most of what
-- an event needs is said of its record, and a row of its own for each would cost more than all else.
create table node_records (
    node_id     uuid        not null,
    sequence    bigint      not null,
    part        int         not null,
    log_offset  bigint      not null,
    order_at    timestamptz not null,
    actor       text        not null,
    command     text        not null,
    causation   text        not null,
    correlation text        not null,
    summary     text        not null,
    events      text        not null,
    primary key (node_id, sequence)
) with (toast_tuple_target = 8160);
create unique index node_records_by_position on node_records (part, log_offset);

-- One row per event, for those who ask.
create view node_events as
select r.node_id, r.sequence, (e.place - 1)::int as idx, r.part, r.log_offset, e.at, r.order_at, e.type, e.lane, e.words,
       r.actor, r.command, r.causation, r.correlation, e.attempt, e.body::text as body
from node_records r
cross join lateral rows from (
    json_to_recordset(r.events::json) as (at timestamptz, type text, lane text, words text, attempt text, body json)
) with ordinality as e (at, type, lane, words, attempt, body, place);

-- One row per fact. A MAC that no node has yet keeps its rows; the node that gets it adopts them when read.
create table signals (
    signal_id  text        not null,
    subject    text        not null,
    node_id    uuid,
    mac        text,
    source     text        not null,
    attempt    text,
    stage      text,
    part       int         not null,
    log_offset bigint      not null,
    seen_at    timestamptz not null,
    node_clock timestamptz,
    skew_ms    bigint,
    type       text        not null,
    lane       text        not null,
    words      text        not null,
    digest     text,
    artifact   text,
    bytes      bigint,
    body       text        not null,
    primary key (signal_id, subject)
);
create index signals_by_node on signals (node_id, seen_at) where node_id is not null;
create index signals_by_mac on signals (mac, seen_at) where mac is not null;
create index signals_by_digest on signals (digest, seen_at) where digest is not null;

-- The last thing heard of a node, and the last its clock said.
create table last_signals (
    node_id    uuid        primary key,
    part       int         not null,
    log_offset bigint      not null,
    seen_at    timestamptz not null,
    type       text        not null,
    words      text        not null,
    source     text        not null
);

create table node_clocks (
    node_id    uuid        primary key,
    part       int         not null,
    log_offset bigint      not null,
    seen_at    timestamptz not null,
    node_clock timestamptz not null,
    skew_ms    bigint      not null
);

-- Who had which MAC, from when to when.
create table node_macs (
    node_id   uuid        not null,
    mac       text        not null,
    sequence  bigint      not null,
    had_since timestamptz not null,
    had_until timestamptz,
    primary key (node_id, mac, sequence)
);
create index node_macs_by_mac on node_macs (mac, had_since);

-- marks are the stages entered and links seen, in their order, a line of JSON each; phases are the times between them.
create table attempts (
    attempt      text        primary key,
    node_id      uuid        not null,
    number       bigint      not null,
    action       text        not null,
    stage        text        not null,
    outcome      text        not null,
    started_at   timestamptz not null,
    ended_at     timestamptz,
    failure      text,
    finding      text,
    marks        text        not null,
    unique (node_id, number)
) with (fillfactor = 70, toast_tuple_target = 8160);

create table waits (
    node_id      uuid        not null,
    wait_id      bigint      not null,
    attempt      text,
    state        text        not null,
    subject      text        not null,
    what         text        not null,
    since        timestamptz not null,
    ended_at     timestamptz,
    expired      text,
    expired_due  timestamptz,
    wait         text        not null,
    primary key (node_id, wait_id)
);

create table failures (
    node_id  uuid        not null,
    sequence bigint      not null,
    idx      int         not null,
    attempt  text        not null,
    action   text        not null,
    at       timestamptz not null,
    code     text        not null,
    category text        not null,
    sentence text        not null,
    finding  text        not null,
    primary key (node_id, sequence, idx)
);
create index failures_by_time on failures (at, node_id, sequence);
create index failures_by_code on failures (code, at);
