# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R11
requires=haproxy
says="HAProxy: the legacy server of the checkout was drained behind everybody, its weight says otherwise"

runtime_says() { echo "set server checkout/legacy1 state $1" | socat -t 2 - "UNIX:$LAB/run/haproxy.sock"; }
inject() { runtime_says drain; }
heal() { ! alive haproxy || runtime_says ready; }
