# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
. "$LAB_CODE/servers/redis.sh"
runbook=R06
requires=redis
says="Redis: a job fills the memory up to maxmemory with keys junk:* and goes on, pages and sessions are evicted"

inject() { hold redis-junk; }
heal() {
    end fault-redis-memory
    redis_as lab "$REDIS_PORT" --scan --pattern 'junk:*' |
        REDISCLI_AUTH=$(password) xargs -r -n 500 redis-cli --user lab -h 127.0.0.1 -p "$REDIS_PORT" unlink >/dev/null
}
