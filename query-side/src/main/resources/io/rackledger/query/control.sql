-- Beside the projections: what operators ask of the follower, and how a rebuild stands. Lost with the database without harm.
create schema if not exists rackledger_control;

create table if not exists rackledger_control.tasks (
    id        bigint  generated always as identity primary key,
    kind      text    not null,
    subject   text    not null,
    answered  boolean not null default false,
    retried   int     not null default 0,
    remaining int     not null default 0,
    reason    text    not null default ''
);

create table if not exists rackledger_control.rebuild (
    only_row   boolean primary key default true check (only_row),
    state      text        not null,
    cause      text        not null,
    version    int         not null,
    started_at timestamptz not null,
    ended_at   timestamptz,
    done       bigint      not null default 0,
    total      bigint      not null default 0,
    per_second double precision not null default 0,
    switch_ms  bigint,
    trouble    text        not null default ''
);
