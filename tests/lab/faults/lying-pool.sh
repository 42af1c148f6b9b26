# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R14
requires=
says="One pool (default modern) answers every checkout with status 200, an error in the body, and no order"

inject() { switch_on lying "${1:-modern}"; }
heal() { rm -f flags/lying-legacy flags/lying-modern; }
