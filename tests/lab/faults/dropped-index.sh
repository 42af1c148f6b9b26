# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
. "$LAB_CODE/servers/mariadb.sh"
runbook=R04
requires=mariadb
says="MariaDB: the index that serves the search is dropped, every search reads 350,000 rows"

inject() { mariadb_as_owner shop -e 'set lock_wait_timeout = 20; alter table products drop index if exists products_name'; }
heal() { mariadb_as_owner shop -e 'set lock_wait_timeout = 20; alter table products add index if not exists products_name (name)'; }
