# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
. "$LAB_CODE/servers/mariadb.sh"
runbook=R02
requires=mariadb
says="MariaDB: a coordinator died before its second phase, a prepared transaction without a session holds the hot rows"

inject() { once mariadb-prepared; }
heal() {
    end fault-prepared-transaction
    alive mariadb || return 0
    ! mariadb_as_owner -N -e 'xa recover' | grep -q stock-sync || mariadb_as_owner -e "xa rollback 'stock-sync'"
}
