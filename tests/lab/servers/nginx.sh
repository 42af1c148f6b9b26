# SPDX-License-Identifier: GPL-3.0-or-later
# nginx in front of the legacy shop's PHP-FPM.
# shellcheck shell=bash disable=SC2034
needs=legacy
port=$LEGACY_PORT
stop_signal=QUIT

start() {
    mkdir -p data/nginx
    nginx_settings >etc/nginx.conf
    launch nginx nginx -p "$LAB/data/nginx" -e "$LAB/log/nginx.log" -c "$LAB/etc/nginx.conf"
    await nginx listening "$LEGACY_PORT"
}

# to_fpm ADDRESS SCRIPT
to_fpm() { echo "include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $2; fastcgi_pass $1;"; }

nginx_settings() {
    local place
    cat <<E
daemon off;
worker_processes 1;
pid $LAB/data/nginx/pid;
events { worker_connections 1024; }
http {
  access_log off;
$(for place in client_body proxy fastcgi uwsgi scgi; do echo "  ${place}_temp_path $LAB/data/nginx/$place;"; done)
  keepalive_requests 100000;
  server {
    listen 127.0.0.1:$LEGACY_PORT backlog=256;
    # Whether this server can take requests: touches neither PHP nor a database.
    location = /healthz { default_type text/plain; return 200 "ok\n"; }
    location = /metrics { $(to_fpm "unix:$LAB/run/fpm-metrics.sock" "$LAB/shop/legacy/metrics.php") }
    location / { $(to_fpm "127.0.0.1:$LEGACY_FPM_PORT" "$LAB/shop/legacy/index.php") }
  }
  server {
    listen 127.0.0.1:$LEGACY_STATUS_PORT;
    location = /stub_status { stub_status; }
    location = /fpm-status { $(to_fpm "unix:$LAB/run/fpm-status.sock" /fpm-status) fastcgi_param SCRIPT_NAME /fpm-status; }
  }
}
E
}

check() {
    curl -fsS "http://127.0.0.1:$port/search?q=Brand07" | jq -e '.products | length == 20'
    curl -fsS "http://127.0.0.1:$LEGACY_STATUS_PORT/fpm-status?json" | jq -e '.["total processes"]'
    curl -fsS "http://127.0.0.1:$port/metrics" | grep ^shop_db_pool_size
}
