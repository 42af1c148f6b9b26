# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R18
requires=search
says="The search cluster is red: a double of its exporter says so"

inject() { touch flags/search-red; }
heal() { rm -f flags/search-red; }
