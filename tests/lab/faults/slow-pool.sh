# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R10
requires=
says="One pool (default modern) is slow: every checkout there also runs a query that no index serves, of two and a half seconds"

inject() { switch_on slow "${1:-modern}"; }
heal() { rm -f flags/slow-legacy flags/slow-modern; }
