# SPDX-License-Identifier: GPL-3.0-or-later
# PostgreSQL's streaming replica.
# shellcheck shell=bash disable=SC2034
. "$LAB_CODE/servers/pg.sh"
needs=pg
port=$PGREPLICA_PORT

start() {
    [ -s data/pgreplica/PG_VERSION ] || copy_primary
    { pg_settings "$PGREPLICA_PORT"
      echo "primary_conninfo = 'host=127.0.0.1 port=$PG_PORT user=replicator password=$(password) application_name=replica'"
      echo "primary_slot_name = 'replica'"; } >etc/pgreplica.conf
    launch pgreplica "$PG_BIN/postgres" -D "$LAB/data/pgreplica" -c config_file="$LAB/etc/pgreplica.conf"
    await pgreplica "$PG_BIN/pg_isready" -q -h "$LAB/run" -p "$PGREPLICA_PORT"
}

copy_primary() {
    rm -rf data/pgreplica
    # A slot keeps what a stopped replica has still to read; -c fast, or the copy waits minutes for a checkpoint.
    psql_as_owner -d postgres -c "select pg_drop_replication_slot('replica') from pg_replication_slots" \
        -c "select pg_create_physical_replication_slot('replica', true)" >/dev/null
    PGPASSWORD=$(password) "$PG_BIN/pg_basebackup" -h 127.0.0.1 -p "$PG_PORT" -U replicator -D data/pgreplica -X stream \
        -c fast --no-sync >>log/pgreplica.log 2>&1
    touch data/pgreplica/standby.signal
}

streams() { psql_as cockpit_view "$PG_PORT" -d shop -c 'select state from pg_stat_replication' | grep streaming; }
check() {
    psql_as cockpit_view "$port" -d shop -c "select 'in recovery ' || pg_is_in_recovery()" | grep 'recovery true'
    # A replica that has just been started needs a moment to be connected again.
    until_true 5 streams
    streams
}
