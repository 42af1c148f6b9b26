-- SPDX-License-Identifier: GPL-3.0-or-later
-- Roles of the team's store, to be run once by whoever administers that server, before `surgedeck team migrate`:
--
--     psql -d DATABASE -f roles.sql
--
-- Each person gets a login of their own, so that the store can say who an approval came from:
--
--     create role kim login password '...' in role surgedeck_team;
--
-- surgedeck_team adds events and never changes one; surgedeck_stakeholder reads aggregates and nothing else.
do $$
begin
  if not exists (select from pg_roles where rolname = 'surgedeck_team') then
    create role surgedeck_team nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'surgedeck_stakeholder') then
    create role surgedeck_stakeholder nologin;
  end if;
end $$;
