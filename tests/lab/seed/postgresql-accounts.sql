-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may do what on the modern shop's PostgreSQL. Variable: password.
set client_min_messages = warning;

-- The shop: no lock wait of its sessions is longer than 3 s.
create role shop login password :'password';
alter role shop set lock_timeout = '3s';
-- A batch job of the shop, the offender of several faults: no such limit.
create role stock_report login password :'password' in role shop;
create role replicator login replication password :'password';
create role exporter login password :'password' in role pg_monitor;

-- The console looks with this one.
create role cockpit_view login password :'password' in role pg_monitor connection limit 20;
alter role cockpit_view set default_transaction_read_only = on;
alter role cockpit_view set statement_timeout = '5s';

-- And acts with this one: it may call one function and nothing else.
create role cockpit_act login password :'password' connection limit 6;
create role cockpit_signal nologin in role pg_monitor, pg_signal_backend;
create schema cockpit authorization cockpit_signal;
-- A session is its pid, the start of its backend and the start of its transaction: a pid alone may be somebody else's
-- since. The owner is no superuser, so a superuser's session can not be signalled through this function at all.
create function cockpit.cancel(p int, backend timestamptz, xact timestamptz, hard bool) returns bool
language sql security definer set search_path = pg_catalog as $$
    select case when hard then pg_terminate_backend(pid) else pg_cancel_backend(pid) end
    from pg_stat_activity
    where pid = p and backend_start = backend and xact_start is not distinct from xact
      and backend_type = 'client backend' and pid <> pg_backend_pid()
$$;
alter function cockpit.cancel owner to cockpit_signal;
revoke all on function cockpit.cancel from public;
grant usage on schema cockpit to cockpit_act;
grant execute on function cockpit.cancel to cockpit_act;

-- Two bad ones, for the console's own checks: too strong, too weak.
create role cockpit_super superuser login password :'password';
create role cockpit_poor login password :'password';

create extension pg_stat_statements;
alter database shop owner to shop;
grant all on schema public to shop;
