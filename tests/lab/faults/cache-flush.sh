# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R05
requires=redis
says="Redis: an invalidation job flushes the page cache again and again, every page is made anew by the databases"

inject() { hold cache-flusher; }

# Ends the job and makes the category pages once, one after the other, so that customers do not do it all at once.
heal() {
    end fault-cache-flush
    rm -f flags/paused-invalidation
    local shop
    for shop in "$LEGACY_PORT" "$MODERN_PORT"; do
        listening "$shop" || continue
        curl -sS -o /dev/null "http://127.0.0.1:$shop/catalog?category=[1-70]&store={de,at,fr}"
    done
}
