# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R20
requires=haproxy
says="Bots try stolen cards: 24 checkouts a second, and not one order of them"

inject() { hold checkout-bots; }
heal() { end fault-checkout-bots; }
