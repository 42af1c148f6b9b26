# SPDX-License-Identifier: GPL-3.0-or-later
# PgBouncer: between the modern shop and its database.
# shellcheck shell=bash disable=SC2034
. "$LAB_CODE/servers/pg.sh"
needs=pg
port=$PGBOUNCER_PORT

start() {
    cat >etc/pgbouncer.ini <<E
[databases]
shop = host=127.0.0.1 port=$PG_PORT dbname=shop
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $PGBOUNCER_PORT
unix_socket_dir =
auth_type = scram-sha-256
auth_file = $LAB/secrets/pgbouncer.txt
admin_users = cockpit_super
stats_users = cockpit_view
pool_mode = transaction
default_pool_size = 20
max_client_conn = 200
server_idle_timeout = 60
server_login_retry = 1
ignore_startup_parameters = extra_float_digits
E
    local who
    for who in shop cockpit_view cockpit_super; do echo "\"$who\" \"$(password)\""; done >secrets/pgbouncer.txt
    launch pgbouncer pgbouncer -q "$LAB/etc/pgbouncer.ini"
    await pgbouncer listening "$PGBOUNCER_PORT"
}

check() {
    psql_as cockpit_view "$port" -d pgbouncer -c 'show version'
    psql_as shop "$port" -d shop -c 'select count(*) from categories'
}
