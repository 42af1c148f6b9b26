# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
. "$LAB_CODE/servers/pg.sh"
. "$LAB_CODE/servers/mariadb.sh"
runbook=R08
requires=
says="Both replicas: PostgreSQL's applies an hour late, MariaDB's is under a backup's global read lock"

# The write at the end is what the replicas are late with when the shop is quiet.
inject() {
    if alive pgreplica; then
        psql_as_owner -d postgres -p "$PGREPLICA_PORT" -c "alter system set recovery_min_apply_delay = '1h'" -c 'select pg_reload_conf()' >/dev/null
        psql_as_owner -d shop -c 'update stock set changed_at = now() where sku = 60'
    fi
    if alive mariareplica; then
        hold read-lock
        mariadb_as_owner shop -e 'update stock set changed_at = now(3) where sku = 60'
    fi
}

heal() {
    end fault-replica-lag
    alive pgreplica || return 0
    psql_as_owner -d postgres -p "$PGREPLICA_PORT" -c 'alter system reset recovery_min_apply_delay' -c 'select pg_reload_conf()' >/dev/null
}
