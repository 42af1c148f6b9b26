# SPDX-License-Identifier: GPL-3.0-or-later
# PHP-FPM: the legacy shop, on MariaDB and Redis.
# shellcheck shell=bash disable=SC2034
needs="mariadb redis counters payment"
port=$LEGACY_FPM_PORT

start() {
    fpm_settings >etc/fpm.conf
    rm -f run/fpm*.sock  # left behind by a kill, they would look like a server that listens
    launch legacy php-fpm8.2 -F -O -y "$LAB/etc/fpm.conf" -c /etc/php/8.2/fpm
    await legacy listening "$LEGACY_FPM_PORT"
}

fpm_settings() {
    cat <<E
[global]
error_log = $LAB/log/legacy.log
daemonize = no
[shop]
; By TCP: only there PHP-FPM can tell how many requests wait.
listen = 127.0.0.1:$LEGACY_FPM_PORT
listen.backlog = 256
pm = static
pm.max_children = 14
pm.status_path = /fpm-status
pm.status_listen = $LAB/run/fpm-status.sock
E
    fpm_environment
    # The counters are read by a worker that no customer can keep busy.
    cat <<E
[metrics]
listen = $LAB/run/fpm-metrics.sock
pm = static
pm.max_children = 1
E
    fpm_environment
}

fpm_environment() {
    cat <<E
env[PASSWORD] = $(password)
env[MARIADB_PORT] = $MARIADB_PORT
env[REDIS_PORT] = $REDIS_PORT
env[COUNTERS_PORT] = $COUNTERS_PORT
env[PAYMENT_PORT] = $PAYMENT_PORT
env[STATUS_PORT] = $LEGACY_STATUS_PORT
env[FLAGS] = $LAB/flags
php_admin_value[error_log] = $LAB/log/legacy-errors.log
php_admin_flag[log_errors] = on
php_admin_value[max_execution_time] = 30
E
}

check() { listening "$LEGACY_FPM_PORT" && echo 'port open'; }
