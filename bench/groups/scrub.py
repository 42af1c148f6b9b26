# SPDX-License-Identifier: GPL-3.0-or-later
"""Scrubbing through a recording of a day, made of minutes recorded from the lab: until the panels are painted."""
import json
import os
import subprocess
import tempfile

RECORDED = "3m"
SCRUB_GOAL_MS = 100


def rows(bench):
    with tempfile.TemporaryDirectory() as folder:
        recording = os.path.join(folder, "minutes.surge")
        program = os.path.join(bench.build, "surgedeck")
        environment = dict(os.environ, XDG_STATE_HOME=folder)
        subprocess.run([program, "record", bench.workspace, "--out", recording, "--for", RECORDED], check=True,
                       env=environment, stdout=subprocess.DEVNULL)
        found = json.loads(bench.program("bench_scrub", recording) or "{}")
    size = found.get("bytes", 0) / 2 ** 20
    bench.row(f"scrub in a recording of 24 h ({size:.0f} MiB), 95th of 320", found.get("scrub_p95_ms"), None, "ms",
              f"<= {SCRUB_GOAL_MS} ms")
    bench.row("the same, median", found.get("scrub_p50_ms"), None, "ms", "-")
    bench.row("of these, a press somewhere else, median", found.get("press_p50_ms"), None, "ms", "-")
    bench.row("open it, with its chain and seal checked", found.get("open_ms"), None, "ms", "-")
    bench.row("its tracks are complete after", found.get("overview_ms"), None, "ms", "-")
