# SPDX-License-Identifier: GPL-3.0-or-later
# A small Redis that holds the legacy shop's counters: flushing the cache must not reset them.
# shellcheck shell=bash disable=SC2034
. "$LAB_CODE/servers/redis.sh"
port=$COUNTERS_PORT

start() {
    redis_settings counters | sed '/^aclfile/d' >etc/counters.conf
    cat >>etc/counters.conf <<E
port $COUNTERS_PORT
user default off
user lab $(redis_who) +@all ~* &*
user shop $(redis_who) +hincrby +hincrbyfloat +hgetall +select +ping ~*
E
    launch counters redis-server "$LAB/etc/counters.conf"
    await counters redis_answers "$COUNTERS_PORT"
}

check() { redis_as lab "$port" ping; }
