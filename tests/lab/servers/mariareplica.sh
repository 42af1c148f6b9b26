# SPDX-License-Identifier: GPL-3.0-or-later
# MariaDB's replica.
# shellcheck shell=bash disable=SC2034
. "$LAB_CODE/servers/mariadb.sh"
needs=mariadb
port=$MARIAREPLICA_PORT

start() {
    { mariadb_settings mariareplica "$MARIAREPLICA_PORT" 2
      printf '%s\n' read-only skip-slave-start; } >etc/mariareplica.cnf
    [ -d data/mariareplica ] || mv data/mariadb.first data/mariareplica
    launch mariareplica mariadbd --defaults-file="$LAB/etc/mariareplica.cnf"
    await mariareplica mariadb_answers mariareplica
    # On every start, because the primary's port and password may be others; slave_pos is how far this replica has got.
    mariadb --no-defaults -S "$LAB/run/mariareplica.sock" 2>>log/mariareplica.log <<E
stop slave;
change master to master_host = '127.0.0.1', master_port = $MARIADB_PORT, master_user = 'replicator',
    master_password = '$(password)', master_use_gtid = slave_pos, master_connect_retry = 1;
start slave;
E
}

check() {
    local lines
    lines=$(mariadb_as cockpit_view "$port" --column-names -e 'show slave status\G' | grep -E 'Slave_(IO|SQL)_Running:')
    echo "$lines"
    [ "$(grep -c Yes <<<"$lines")" = 2 ]
}
