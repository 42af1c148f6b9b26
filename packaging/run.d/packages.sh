# SPDX-License-Identifier: GPL-3.0-or-later
# What Debian packages the checkout needs, and how they are installed without touching the machine's services.

PACKAGES_build="build-essential cmake ninja-build ccache mold pkg-config git ca-certificates
 qt6-base-dev libqt6opengl6-dev qt6-charts-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools linguist-qt6 libgl1-mesa-dev
 libxkbcommon-dev libpqxx-dev libpq-dev libmariadb-dev libhiredis-dev libcurl4-openssl-dev libyaml-cpp-dev libsqlite3-dev
 libssl-dev fonts-roboto-unhinted fonts-noto-mono fonts-dejavu-core"

# install_packages GROUP: installs what is missing of PACKAGES_GROUP.
install_packages() {
    local names="PACKAGES_$1" missing=()
    for name in ${!names}; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "run: installing ${missing[*]}" >&2
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -q >"$(log_file apt)" 2>&1
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" \
        >>"$(log_file apt)" 2>&1 || { tail -20 "$(log_file apt)" >&2; return 1; }
}
