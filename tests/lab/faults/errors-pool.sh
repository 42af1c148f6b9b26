# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R10
requires=
says="One pool (default modern) answers every checkout with status 500"

inject() { switch_on errors "${1:-modern}"; }
heal() { rm -f flags/errors-legacy flags/errors-modern; }
