# SPDX-License-Identifier: GPL-3.0-or-later
# HAProxy, the edge: every route is a backend of its own with a legacy and a modern server.
# shellcheck shell=bash disable=SC2034
port=$EDGE_PORT

start() {
    haproxy_settings >etc/haproxy.cfg
    launch haproxy haproxy -db -f "$LAB/etc/haproxy.cfg"
    await haproxy listening "$EDGE_PORT"
}

haproxy_settings() {
    cat <<E
global
  nbthread 1
  maxconn 2000
  stats socket ipv4@127.0.0.1:$EDGE_RUNTIME_PORT level user
  stats socket $LAB/run/haproxy.sock mode 600 level admin
  stats timeout 60s
defaults
  mode http
  timeout connect 1s
  timeout client 30s
  timeout server 30s
  timeout queue 5s
  option redispatch
  retries 2
frontend shop
  bind 127.0.0.1:$EDGE_PORT
  use_backend varnish  if { path_beg /catalog /product }
  use_backend search   if { path_beg /search }
  use_backend cart     if { path_beg /cart }
  use_backend checkout if { path_beg /checkout }
  use_backend auth     if { path_beg /login }
  default_backend nowhere
# Varnish stands in front of the catalogue and fetches from here; without it the catalogue is served directly.
frontend origin
  bind 127.0.0.1:$ORIGIN_PORT
  default_backend catalog
frontend statistics
  bind 127.0.0.1:$EDGE_STATS_PORT
  http-request use-service prometheus-exporter if { path /metrics }
  stats enable
  stats uri /
backend nowhere
  http-request return status 404 content-type text/plain string "no such page"
backend varnish
  option httpchk GET /varnish-health
  server varnish 127.0.0.1:$VARNISH_PORT check inter 1s fall 2 rise 1
  server origin  127.0.0.1:$ORIGIN_PORT backup
E
    local route
    for route in catalog search cart checkout auth; do
        cat <<E
backend $route
  balance roundrobin
  option httpchk GET /healthz
  server legacy1 127.0.0.1:$LEGACY_PORT weight 90 check inter 1s fall 2 rise 1
  server modern1 127.0.0.1:$MODERN_PORT weight 10 check inter 1s fall 2 rise 1
E
    done
}

runtime() { socat -t 2 - "$1"; }

check() {
    echo 'show stat' | runtime "TCP:127.0.0.1:$EDGE_RUNTIME_PORT" | grep -c ^checkout,
    echo 'set weight checkout/modern1 10' | runtime "TCP:127.0.0.1:$EDGE_RUNTIME_PORT" | grep -o 'Permission denied'
    echo 'get weight checkout/modern1' | runtime "UNIX:$LAB/run/haproxy.sock" | grep initial
    curl -fsS "http://127.0.0.1:$EDGE_STATS_PORT/metrics" | grep -c ^haproxy_
}
