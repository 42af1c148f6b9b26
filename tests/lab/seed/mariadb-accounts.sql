-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may do what on the legacy shop's MariaDB. Needs @password.
-- The shop's 3 s for a lock come with its connections: MariaDB has no such setting per account.
delimiter //
create or replace procedure mysql.lab_account(name varchar(32), limits varchar(100)) modifies sql data
begin
    execute immediate concat('create or replace user ', name, '@''127.0.0.1'' identified by ', quote(@password), ' ', limits);
end //
delimiter ;
call mysql.lab_account('shop', '');
call mysql.lab_account('stock_sync', '');
call mysql.lab_account('backup', '');
call mysql.lab_account('replicator', '');
call mysql.lab_account('exporter', 'with max_user_connections 5');
call mysql.lab_account('cockpit_view', 'with max_user_connections 20');
call mysql.lab_account('cockpit_act', 'with max_user_connections 6');
call mysql.lab_account('cockpit_super', '');
call mysql.lab_account('cockpit_poor', '');
drop procedure mysql.lab_account;

grant all on shop.* to shop@'127.0.0.1';
-- A batch job of the shop, the offender of the hot-row fault.
grant select, update on shop.* to stock_sync@'127.0.0.1';
-- Reads the replica under a global read lock: the replica-lag fault.
grant reload, process on *.* to backup@'127.0.0.1';
grant replication slave on *.* to replicator@'127.0.0.1';
grant process, slave monitor, select on *.* to exporter@'127.0.0.1';
-- The console looks with this one, and acts with the next.
grant process, slave monitor on *.* to cockpit_view@'127.0.0.1';
grant select on performance_schema.* to cockpit_view@'127.0.0.1';
grant select on sys.* to cockpit_view@'127.0.0.1';
grant process, connection admin on *.* to cockpit_act@'127.0.0.1';
-- Too strong, for the console's own checks; cockpit_poor has no right at all.
grant all on *.* to cockpit_super@'127.0.0.1';
