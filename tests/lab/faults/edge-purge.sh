# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R13
requires=varnish
says="Varnish: a job throws everything out of the edge four times a second, the origin makes every page"

inject() { hold edge-purger; }
heal() {
    end fault-edge-purge
    rm -f flags/paused-purge
}
