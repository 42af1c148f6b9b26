# SPDX-License-Identifier: GPL-3.0-or-later
"""Scrubbing through a recording of a day, which bench_scrub makes of the shipped one again and again: until the panels are painted."""
import json
import os

from measuring import ROOT

SOURCE = os.path.join(ROOT, "resources", "demo", "demo.surge")
SCRUB_GOAL_MS = 100
LONGEST_S = 1_800  # to make the day's file, go through it and scrub, on a machine that has other work


def rows(bench):
    found = json.loads(bench.program("bench_scrub", SOURCE, timeout=LONGEST_S) or "{}")
    size = found.get("bytes", 0) / 2 ** 20
    bench.row(f"scrub in a recording of 24 h ({size:.0f} MiB), 95th of 320", found.get("scrub_p95_ms"), None, "ms",
              f"<= {SCRUB_GOAL_MS} ms")
    bench.row("the same, median", found.get("scrub_p50_ms"), None, "ms", "-")
    bench.row("the same, processor time, 95th", found.get("scrub_cpu_p95_ms"), None, "ms", "-")
    bench.row("of these, a press somewhere else, 95th of 20", found.get("press_p95_ms"), None, "ms", "-")
    bench.row("open it, with its chain and seal checked", found.get("open_ms"), None, "ms", "-")
    bench.row("its tracks are complete after", found.get("tracks_ms"), None, "ms", "-")
    bench.row("its overview is complete after", found.get("overview_ms"), None, "ms", "-")
    bench.row("memory at its highest", found.get("resident_mib"), None, "MiB", "-")
