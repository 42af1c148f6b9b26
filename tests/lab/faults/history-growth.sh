# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R22
requires=mariadb
says="MariaDB: a forgotten report keeps an old view open while a job changes rows, 80,000 old versions must be kept"

inject() { hold mariadb-history; }
heal() { end fault-history-growth; }
