# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R01
requires=pg
says="PostgreSQL (or with the argument mariadb: MariaDB): a leaking job opens sessions until the server refuses new ones"

inject() { hold "${1:-postgresql}-sessions"; }
heal() { end fault-connections-full; }
