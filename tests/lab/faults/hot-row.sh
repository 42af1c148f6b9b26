# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R02
requires=mariadb
says="MariaDB: the stock-sync batch job updates the doorbuster's stock row and 49 others, then idles in its transaction"

inject() { hold mariadb-rows; }
heal() { end fault-hot-row; }
