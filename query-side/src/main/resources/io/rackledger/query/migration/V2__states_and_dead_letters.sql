-- The folded state of each node as of the offsets, so that a restart goes on without reading the log again. The state is JSON of
-- this program's version (projection_version.form); deleted nodes keep theirs, since nothing may follow them.
create table node_states (
    node_id    uuid        primary key,
    sequence   bigint      not null,
    order_at   timestamptz not null,
    state      json        not null,
    -- Why the node stands still, since which record, and whether the next record must not be applied.
    reason     text,
    dead_part  int,
    dead_offset bigint,
    stopped    boolean     not null default false
);

alter table projection_version add column form int not null default 0;

-- Why a node's row is older than its log, or null.
alter table nodes add column stale text;

-- Records of a node behind its dead one are kept here, too, in the order of the log.
alter table dead_letters add column node_id uuid;
alter table dead_letters add column sequence bigint;
alter table dead_letters add column kind text not null default 'refused';
alter table dead_letters add column types text not null default '';
alter table dead_letters add column body json;
create index dead_letters_by_node on dead_letters (node_id, log_offset) where node_id is not null;
