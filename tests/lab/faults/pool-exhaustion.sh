# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R01
requires=modern
says="Modern shop: ten slow readers of an export keep all ten database sessions of its pool"

inject() { hold slow-readers; }
heal() { end fault-pool-exhaustion; }
