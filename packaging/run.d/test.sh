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
    rm -f build/ci/Testing/Temporary/LastTestsFailed.log # of a run before this one
    ctest --preset ci -j "$((JOBS + 1))" "$@" && return # many of them wait for a server most of their time
    try_again_alone
}

# What measures real servers may fail for want of a core. A few that failed are tried once more, one after the other; who
# reads sees both, and what fails then has failed (docs/decisions/0217-what-failed-is-tried-alone.md).
try_again_alone() {
    local failed=build/ci/Testing/Temporary/LastTestsFailed.log few=3
    [ -s "$failed" ] && [ "$(wc -l <"$failed")" -le "$few" ] || return 1
    echo "run: failed beside others, tried once more alone: $(sed 's/^[0-9]*://' "$failed" | paste -sd ' ')"
    ctest --preset ci -j 1 --rerun-failed
}
