# SPDX-License-Identifier: GPL-3.0-or-later
# What Debian packages the checkout needs, and how they are installed without touching the machine's services.

PACKAGES_build="build-essential cmake ninja-build ccache mold pkg-config git ca-certificates
 qt6-base-dev libqt6opengl6-dev qt6-charts-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools linguist-qt6 libgl1-mesa-dev
 libxkbcommon-dev libpqxx-dev libpq-dev libmariadb-dev libhiredis-dev libcurl4-openssl-dev libyaml-cpp-dev libsqlite3-dev
 libssl-dev libre2-dev libsimdjson-dev libzstd-dev python3 fonts-roboto-unhinted fonts-noto-mono fonts-dejavu-core"

PACKAGES_lab="postgresql-15 postgresql-contrib mariadb-server redis-server redis-tools haproxy nginx-light php8.2-fpm php8.2-mysql
 php8.2-cli php-redis prometheus prometheus-alertmanager prometheus-postgres-exporter prometheus-mysqld-exporter
 prometheus-redis-exporter prometheus-node-exporter prometheus-nginx-exporter prometheus-varnish-exporter pgbouncer varnish rabbitmq-server
 curl jq socat openssl python3 python3-psycopg2 python3-redis python3-pymysql python3-aiohttp python3-pika"

# What only tests use besides: a display, and the accessibility bus. The sanitizers' runtimes come with the compiler.
PACKAGES_test="memcached openssh-server openssh-client python3 xvfb dbus-daemon at-spi2-core python3-pyatspi"

# The peers of the benches. uPlot comes from npm into the user's cache; a machine may have npm from somewhere else.
PACKAGES_bench="libqcustomplot-dev chromium"
command -v npm >/dev/null || PACKAGES_bench+=" npm"
PACKAGES_fuzz="clang libclang-rt-14-dev"

# install_packages GROUP...: installs what is missing of PACKAGES_GROUP.
install_packages() {
    local group names name missing=() as_root=()
    for group in "$@"; do
        names="PACKAGES_$group"
        for name in ${!names}; do
            [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
        done
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "run: installing ${missing[*]}" >&2
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { echo "run: these packages are missing, and installing them needs root or sudo" >&2; return 1; }
        as_root=(sudo)
    fi
    "${as_root[@]}" packaging/install-packages "${missing[@]}" >"$(log_file apt)" 2>&1 || { tail -20 "$(log_file apt)" >&2; return 1; }
}
