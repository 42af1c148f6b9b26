# SPDX-License-Identifier: GPL-3.0-or-later
# The main job, from a bare checkout to a cockpit on a real shop under load: sourced by ./run.

DEMO_LOAD=${SURGEDECK_DEMO_LOAD:-7}

run_demo() {
    install_packages build lab
    echo "run: building" >&2
    build_preset release surgedeck
    echo "run: starting the lab" >&2
    tests/lab/lab start
    tests/lab/lab load "$DEMO_LOAD"
    local workspace
    workspace=$(tests/lab/lab workspace)
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        echo "run: opening the cockpit; the lab goes on until ./run lab stop" >&2
        exec build/release/surgedeck "$workspace"
    fi
    demo_without_display "$workspace"
}

demo_without_display() {
    local theme
    # The shop's figures are rates over half a minute: before that they are not known.
    echo "run: no display; collecting for 30 s" >&2
    build/release/surgedeck status "$1" --for 30s
    mkdir -p screenshots
    for theme in dark light; do
        build/release/surgedeck screenshot "$1" --view cockpit --theme "$theme" --after 10s --out "screenshots/cockpit-$theme.png"
    done
    build/release/surgedeck screenshot "$1" --view connections --after 5s --out screenshots/connections-dark.png
    echo "run: the lab goes on until ./run lab stop; a fault: ./run lab fault hot-row inject" >&2
}
