# SPDX-License-Identifier: GPL-3.0-or-later
"""From exec to the first picture, against a window with nothing in it."""


def rows(bench):
    bench.row("start to first paint: the cockpit / an empty Qt window", bench.median("bench_firstpaint", "cockpit"),
              bench.median("bench_firstpaint", "empty"), "ms", "<= 2 x")
