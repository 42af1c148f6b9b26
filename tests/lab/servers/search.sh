# SPDX-License-Identifier: GPL-3.0-or-later
# A double of a search cluster's exporter: Debian has neither the cluster nor the exporter.
# shellcheck shell=bash disable=SC2034
port=$SEARCH_PORT

start() {
    launch search /usr/bin/python3 "$LAB/shop/search/exporter.py" "$SEARCH_PORT" "$LAB/flags/search-red"
    await search listening "$SEARCH_PORT"
}

check() { curl -fsS "http://127.0.0.1:$port/metrics" | grep -c ^elasticsearch_; }
