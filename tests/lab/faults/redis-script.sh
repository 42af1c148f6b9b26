# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R07
requires=redis
says="Redis: a report counts in a script within the server, everybody else waits for it again and again"

inject() { hold redis-script; }
heal() { end fault-redis-script; }
