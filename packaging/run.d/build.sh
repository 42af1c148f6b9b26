# SPDX-License-Identifier: GPL-3.0-or-later
# How the program is built: sourced by ./run.

JOBS=${SURGEDECK_JOBS:-$(nproc)}

# build_preset PRESET [TARGET...]: configures once, then builds.
build_preset() {
    local preset=$1
    shift
    install_packages build
    [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >"$(log_file "configure-$preset")" 2>&1 ||
        { tail -40 "$(log_file "configure-$preset")" >&2; return 1; }
    if [ $# -gt 0 ]; then ninja -C "build/$preset" -j "$JOBS" "$@"; else ninja -C "build/$preset" -j "$JOBS"; fi
}

log_file() {
    mkdir -p build/log
    echo "$ROOT/build/log/$1.log"
}

run_build() {
    build_preset release
    echo "built $ROOT/build/release/surgedeck"
}
