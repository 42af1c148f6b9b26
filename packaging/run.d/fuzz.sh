# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzzing with libFuzzer, each target for a while: sourced by ./run. What it finds lies in build/fuzz/found; a file that
# once made a target fail belongs into tests/fuzz/corpus, where every test run replays it.

# run_fuzz [SECONDS]: 60 for each target by default.
run_fuzz() {
    local seconds=${1:-60} target name
    case $seconds in '' | *[!0-9]*) echo "run: fuzz takes a number of seconds, not '$seconds'" >&2; return 2 ;; esac
    install_packages build fuzz
    build_preset fuzz fuzz_all
    mkdir -p build/fuzz/found
    for target in tests/fuzz/fuzz_*.cpp; do
        name=$(basename "$target" .cpp)
        name=${name#fuzz_}
        mkdir -p "build/fuzz/corpus/$name"
        echo "run: fuzzing $name for $seconds s" >&2
        "build/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=0 \
            -artifact_prefix="build/fuzz/found/$name-" "build/fuzz/corpus/$name" "tests/fuzz/corpus/$name" \
            >"$(log_file "fuzz-$name")" 2>&1 || { tail -40 "$(log_file "fuzz-$name")" >&2; return 1; }
        tail -1 "$(log_file "fuzz-$name")"
    done
}
