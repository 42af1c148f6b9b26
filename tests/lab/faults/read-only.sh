# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
. "$LAB_CODE/servers/mariadb.sh"
runbook=R09
requires=mariadb
says="MariaDB, the writer, takes no writes: a fail-over left it read-only"

inject() { mariadb_as_owner -e 'set global read_only = on'; }
heal() { ! alive mariadb || mariadb_as_owner -e 'set global read_only = off'; }
