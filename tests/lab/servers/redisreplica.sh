# SPDX-License-Identifier: GPL-3.0-or-later
# Redis' replica.
# shellcheck shell=bash disable=SC2034
. "$LAB_CODE/servers/redis.sh"
needs=redis
port=$REDISREPLICA_PORT

start() {
    redis_settings redisreplica >etc/redisreplica.conf
    cat >>etc/redisreplica.conf <<E
port $REDISREPLICA_PORT
replicaof 127.0.0.1 $REDIS_PORT
masteruser replica
masterauth $(password)
E
    launch redisreplica redis-server "$LAB/etc/redisreplica.conf"
    await redisreplica redis_answers "$REDISREPLICA_PORT"
}

linked() { redis_as cockpit_view "$port" info replication | grep -o master_link_status:up; }
# A replica that has just been started needs a moment for its first copy.
check() { until_true 5 linked; linked; }
