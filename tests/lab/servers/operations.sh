# SPDX-License-Identifier: GPL-3.0-or-later
# What the shop's operators may switch, by HTTP: the console's own actions call it.
# shellcheck shell=bash disable=SC2034
port=$OPERATIONS_PORT

start() {
    TOKEN=operate-$(password) launch operations /usr/bin/python3 "$LAB/shop/operations/operations.py" "$OPERATIONS_PORT" "$LAB/flags"
    await operations listening "$OPERATIONS_PORT"
}

check() { curl -fsS "http://127.0.0.1:$port/switches"; }
