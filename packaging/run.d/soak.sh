# SPDX-License-Identifier: GPL-3.0-or-later
# Sessions that change while somebody is about to end them; journals that are killed in the middle of a write and opened
# again, twice as many; shifts whose consoles die at labelled points, over a link that loses answers; then shifts in the whole
# lab under load, to the end, with pools that turn bad, and with consoles that are killed: sourced by ./run.

# run_soak [RUNS]: 1,000 by default, and a kill in the lab for each 50 of them; the seed is printed, and
# SURGEDECK_SOAK_SEED repeats one.
run_soak() {
    local runs=${1:-1000}
    case $runs in '' | *[!0-9]*) echo "run: soak takes a number of runs, not '$runs'" >&2; return 2 ;; esac
    install_packages build lab test
    build_preset dev shift_crashes surgedeck tst_postgres_act tst_mysql_act tst_journalkill tst_journalfaults tst_recordingfile tst_workbenchlab tst_hostileworkspace tst_textfuzz
    # Sessions that go on while they are aimed at: nothing wrong is ever ended.
    SURGEDECK_RACES="$runs" ctest --test-dir build/dev -R '^tst_(postgres|mysql)_act$' --timeout 1800 --output-on-failure
    # Journals that are killed in the middle of a write: what was promised is there.
    SURGEDECK_KILLS=$((runs * 2)) QTEST_FUNCTION_TIMEOUT=7200000 build/dev/tst_journalkill
    # Disks that fail at each write, sync and rename there is.
    SURGEDECK_EVERY_CALL=1 QTEST_FUNCTION_TIMEOUT=7200000 build/dev/tst_journalfaults
    # Workspaces with mistakes of every kind, and texts from outside.
    SURGEDECK_MUTATIONS=$((runs * 20)) build/dev/tst_hostileworkspace mutations
    SURGEDECK_MUTATIONS=$((runs * 20)) build/dev/tst_textfuzz
    # Closed files with each of their bytes flipped.
    SURGEDECK_EVERY_BYTE=1 build/dev/tst_recordingfile
    (cd tests/traffic_live && python3 crashes.py "$ROOT/build/dev/shift_crashes" "$runs" ${SURGEDECK_SOAK_SEED:+"$SURGEDECK_SOAK_SEED"})
    run_lab start
    # Three faults of the lab, each found in the window within a minute.
    SURGEDECK_SOURCE=$ROOT QT_QPA_PLATFORM=offscreen QTEST_FUNCTION_TIMEOUT=600000 build/dev/tst_workbenchlab
    python3 tests/traffic_live/labshift.py "$ROOT/build/dev/surgedeck" all --kills $((runs / 50 + 3)) \
        ${SURGEDECK_SOAK_SEED:+--seed "$SURGEDECK_SOAK_SEED"}
}
