# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R12
requires="legacy nginx"
says="Legacy shop: a change of configuration left PHP-FPM one worker, and a crawler takes it"

# Reloaded as an operator would: the requests under way are finished, the process stays.
children() {
    sed -i "/^\[shop\]/,/^\[metrics\]/s/^pm.max_children = .*/pm.max_children = $1/" etc/fpm.conf
    kill -USR2 "$(pid_of legacy)"
}
inject() {
    children 1
    hold crawler
}
heal() {
    end fault-few-workers
    alive legacy || return 0
    grep -q '^pm.max_children = 14' etc/fpm.conf || children 14
}
