# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
. "$LAB_CODE/servers/pg.sh"
runbook=R00
requires=pg
says="PostgreSQL refuses the account of the console, and serves its customers as ever"

inject() {
    psql_as_owner -d postgres -c 'alter role cockpit_view nologin' \
        -c "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'cockpit_view'" >/dev/null
}
heal() { ! alive pg || psql_as_owner -d postgres -c 'alter role cockpit_view login' >/dev/null; }
