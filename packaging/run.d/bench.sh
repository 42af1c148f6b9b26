# SPDX-License-Identifier: GPL-3.0-or-later
# Measurements against the real peers, in one run: sourced by ./run. Never a test.

# run_bench [--markdown] [GROUP...]: the groups are the files of bench/groups.
run_bench() {
    install_packages build lab bench
    build_preset bench benches
    tests/lab/lab start
    /usr/bin/python3 bench/run.py build/bench "$(tests/lab/lab workspace)" "$@"
    tests/lab/lab load 0
}
