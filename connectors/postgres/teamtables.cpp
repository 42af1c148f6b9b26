// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/postgres/teamtables.h"

namespace surgedeck::teamtables {

namespace {

constexpr const char *first = R"(/* surgedeck */ do $migration$
begin
  perform pg_advisory_xact_lock(hashtextextended('surgedeck migration', 0));
  if to_regclass('surgedeck.migration') is not null then
    return;
  end if;
  create schema if not exists surgedeck;
  create table surgedeck.migration (version int primary key, applied timestamptz not null default now());
  create table surgedeck.event (
    number bigint generated always as identity primary key,
    uid text not null check (length(uid) between 16 and 100),
    workspace text not null,
    stream text not null,
    entered_ms bigint not null,
    actor text not null,
    source text not null,
    type text not null,
    body text not null check (length(body) <= 1000000),
    console text not null,
    login name not null default session_user,
    stored timestamptz not null default clock_timestamp(),
    unique (workspace, uid));
  create index event_of_workspace on surgedeck.event (workspace, number);
  create table surgedeck.lease (
    workspace text, name text, holder text not null, person text not null, epoch bigint not null,
    until timestamptz not null, primary key (workspace, name));
  create table surgedeck.aggregate (
    workspace text, name text, stored timestamptz not null, document text not null check (length(document) <= 4000000),
    primary key (workspace, name));
  create unlogged table surgedeck.feed (
    number bigint generated always as identity primary key, workspace text not null, console text not null,
    stored timestamptz not null default clock_timestamp(), batch bytea not null);
  create index feed_by_time on surgedeck.feed (stored);
  insert into surgedeck.migration (version) values (1);
end $migration$)";

constexpr const char *rights = R"(/* surgedeck */ do $rights$
begin
  revoke all on schema surgedeck from public;
  if exists (select from pg_roles where rolname = 'surgedeck_team') then
    grant usage on schema surgedeck to surgedeck_team;
    grant select on all tables in schema surgedeck to surgedeck_team;
    grant insert (uid, workspace, stream, entered_ms, actor, source, type, body, console) on surgedeck.event to surgedeck_team;
    grant insert, update on surgedeck.lease, surgedeck.aggregate to surgedeck_team;
    grant insert (workspace, console, batch), delete on surgedeck.feed to surgedeck_team;
  end if;
  if exists (select from pg_roles where rolname = 'surgedeck_stakeholder') then
    grant usage on schema surgedeck to surgedeck_stakeholder;
    grant select on surgedeck.aggregate to surgedeck_stakeholder;
  end if;
end $rights$)";

} // namespace

const std::array<const char *, 2> steps = {first, rights};

} // namespace surgedeck::teamtables
