# SPDX-License-Identifier: GPL-3.0-or-later
# RabbitMQ: orders on their way to fulfilment, and the dead letters.
# shellcheck shell=bash disable=SC2034
needs=epmd
port=$RABBIT_PORT

start() {
    mkdir -p data/rabbit
    cat >etc/rabbitmq.conf <<E
listeners.tcp.default = 127.0.0.1:$RABBIT_PORT
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = $RABBIT_METRICS_PORT
prometheus.return_per_object_metrics = true
default_user = shop
default_pass = $(password)
disk_free_limit.absolute = 50MB
log.file = false
log.console = true
log.console.level = warning
E
    echo '[rabbitmq_prometheus].' >etc/rabbitmq-plugins
    # Not /usr/sbin/rabbitmq-server, which wants to be root or rabbitmq. Schedulers that spin would cost a core.
    launch rabbit env HOME="$LAB/data/rabbit" RABBITMQ_NODENAME="lab$LAB_BASE@localhost" RABBITMQ_MNESIA_BASE="$LAB/data/rabbit" \
        RABBITMQ_LOG_BASE="$LAB/log" RABBITMQ_CONFIG_FILE="$LAB/etc/rabbitmq.conf" RABBITMQ_CONF_ENV_FILE=/dev/null \
        RABBITMQ_ENABLED_PLUGINS_FILE="$LAB/etc/rabbitmq-plugins" RABBITMQ_PID_FILE="$LAB/data/rabbit/pid" \
        RABBITMQ_DIST_PORT="$RABBIT_DIST_PORT" ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='+sbwt none +sbwtdcpu none +sbwtdio none +S 1:1 -kernel inet_dist_use_interface {127,0,0,1}' \
        /usr/lib/rabbitmq/bin/rabbitmq-server
    await rabbit listening "$RABBIT_PORT"
    await rabbit listening "$RABBIT_METRICS_PORT"
}

check() { curl -fsS "http://127.0.0.1:$RABBIT_METRICS_PORT/metrics" | grep -E '^rabbitmq_(connections|queues) '; }
