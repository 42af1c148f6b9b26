# SPDX-License-Identifier: GPL-3.0-or-later
# Measurements against the real peers, in one run: sourced by ./run. Never a test.

run_bench() {
    install_packages build lab bench
    build_preset bench bench_firstpaint bench_polls bench_eventloop
    tests/lab/lab start
    tests/lab/lab load "${SURGEDECK_DEMO_LOAD:-7}"
    /usr/bin/python3 bench/run.py build/bench "$(tests/lab/lab workspace)"
}
