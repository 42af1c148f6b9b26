# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R03
requires=pg
says="PostgreSQL (or with the argument mariadb: MariaDB): a schema migration waits for a report that has read the stock table, and every checkout waits for the migration"

inject() { hold "${1:-postgresql}-definition"; }
heal() { end fault-waiting-ddl; }
