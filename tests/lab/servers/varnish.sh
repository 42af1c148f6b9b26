# SPDX-License-Identifier: GPL-3.0-or-later
# Varnish in front of the catalogue.
# shellcheck shell=bash disable=SC2034
needs=haproxy
port=$VARNISH_PORT

start() {
    mkdir -p data/varnish
    password >secrets/varnish
    cat >etc/varnish.vcl <<E
vcl 4.1;
backend origin { .host = "127.0.0.1"; .port = "$ORIGIN_PORT"; }
sub vcl_recv { if (req.url == "/varnish-health") { return (synth(200)); } }
E
    launch varnish varnishd -F -j none -n "$LAB/data/varnish" -a "127.0.0.1:$VARNISH_PORT" -T "127.0.0.1:$VARNISH_ADMIN_PORT" \
        -S "$LAB/secrets/varnish" -f "$LAB/etc/varnish.vcl" -s malloc,32m -p thread_pool_min=10 -p thread_pools=1
    await varnish listening "$VARNISH_PORT"
}

check() {
    curl -fsS -o /dev/null -w 'health %{http_code} ' "http://127.0.0.1:$port/varnish-health"
    varnishstat -n "$LAB/data/varnish" -1 -f MAIN.cache_hit -f MAIN.cache_miss | tr -s ' '
}
