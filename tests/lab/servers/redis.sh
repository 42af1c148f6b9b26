# SPDX-License-Identifier: GPL-3.0-or-later
# Redis: page cache in database 0, sessions and carts in database 1.
# shellcheck shell=bash disable=SC2034
port=$REDIS_PORT

# redis_who: an account that may do nothing yet. Redis keeps the SHA-256 of a password.
redis_who() { echo "on #$(password | sha256sum | cut -d' ' -f1) resetkeys resetchannels -@all"; }

redis_accounts() {
    local who look
    who=$(redis_who)
    look='+ping +hello +info +dbsize +multi +discard +client|setname +client|list +slowlog|get +latency|latest'
    look+=' +latency|histogram +memory|stats +scan +type +ttl +memory|usage %R~*'
    cat <<E
user default off
user lab $who +@all ~* &*
user shop $who +@all -@admin -@dangerous +info ~cache:* ~session:* ~cart:*
user replica $who +psync +replconf +ping
user exporter $who +ping +info +client|setname +slowlog|len +slowlog|get +latency|latest
user cockpit_view $who $look
user cockpit_act $who +ping +multi +discard +scan +unlink +client|kill ~cache:* ~session:*
user cockpit_super $who +@all ~* &*
user cockpit_poor $who +ping
E
}

# redis_settings NAME: what every Redis of the lab has in common.
redis_settings() {
    mkdir -p "data/$1"
    redis_accounts >"etc/$1.acl"
    cat <<E
bind 127.0.0.1
dir $LAB/data/$1
aclfile $LAB/etc/$1.acl
save ""
appendonly no
tcp-backlog 128
repl-diskless-sync-delay 0
slowlog-log-slower-than 5000
latency-monitor-threshold 10
E
}

redis_as() { REDISCLI_AUTH=$(password) redis-cli --user "$1" -h 127.0.0.1 -p "$2" "${@:3}"; }
redis_answers() { [ "$(redis_as lab "$1" ping 2>/dev/null)" = PONG ]; }

start() {
    redis_settings redis >etc/redis.conf
    cat >>etc/redis.conf <<E
port $REDIS_PORT
tls-port $REDIS_TLS_PORT
tls-cert-file $LAB/etc/server.crt
tls-key-file $LAB/secrets/server.key
tls-ca-cert-file $LAB/etc/ca.crt
tls-auth-clients no
maxmemory 64mb
maxmemory-policy allkeys-lru
E
    launch redis redis-server "$LAB/etc/redis.conf"
    await redis redis_answers "$REDIS_PORT"
}

check() {
    redis_as cockpit_view "$REDIS_TLS_PORT" --tls --cacert etc/ca.crt info server | grep redis_version
    redis_as cockpit_view "$REDIS_PORT" flushall | grep -o NOPERM
}
