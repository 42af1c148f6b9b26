# SPDX-License-Identifier: GPL-3.0-or-later
# Game days against the lab: sourced by ./run. tests/gameday/gameday.py has the days.

run_gameday() {
    build_preset release surgedeck
    run_lab start
    python3 tests/gameday/gameday.py build/release/surgedeck "${@:-all}"
}
