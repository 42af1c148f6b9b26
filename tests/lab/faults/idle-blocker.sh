# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R02
requires=pg
says="PostgreSQL: a stock-report session is idle in a transaction that has locked the 50 hot stock rows"

inject() { hold postgresql-rows; }
heal() { end fault-idle-blocker; }
