# SPDX-License-Identifier: GPL-3.0-or-later
# Everything that is checked, from a bare checkout: sourced by ./run.

# run_test [ctest arguments]: the tests' lab has its own ports, so that a demo may run beside it. ctest starts what live
# tests need (a fixture); it is stopped here, so that nothing outlives the run.
run_test() {
    export SURGEDECK_LAB_BASE=${SURGEDECK_TEST_LAB_BASE:-25000}
    install_packages build lab test
    build_preset ci
    build_preset tsan tsan_tests
    trap 'tests/lab/lab stop >"$(log_file lab-stop)" 2>&1 || true' EXIT
    ctest --preset ci -j "$((JOBS + 1))" "$@" # many of them wait for a server most of their time
}
