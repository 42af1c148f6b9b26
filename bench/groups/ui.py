# SPDX-License-Identifier: GPL-3.0-or-later
"""What is painted, against Qt Charts, QCustomPlot, and uPlot in a headless Chromium. Times are CPU time of all processes."""
import os

import browser


def rows(bench):
    def median(name, *arguments):
        there = os.access(f"{bench.build}/{name}", os.X_OK)  # QCustomPlot is not on every machine
        return bench.median(name, *arguments, runs=3) if there else None

    trends = median("bench_ui_trends", "ours")
    in_browser = browser.measure("trends", 300)
    work = "30 charts x 600 points, new data each frame"
    bench.row(f"{work} / Qt Charts", trends, median("bench_ui_trends", "qtcharts"), "ms", "<= 0.05 x")
    bench.row(f"{work} / QCustomPlot", trends, median("bench_ui_qcustomplot", "trends"), "ms", "<= 0.33 x")
    bench.row(f"{work} / uPlot", trends, in_browser and in_browser[0], "ms", "<= 0.125 x")

    pan = median("bench_ui_large", "pan", "ours")
    in_browser = browser.measure("million", 150)
    bench.row("a chart of a million points, panned / uPlot", pan, in_browser and in_browser[0], "ms", "<= 0.02 x")
    bench.row("a chart of a million points, panned / QCustomPlot", pan, median("bench_ui_qcustomplot", "million"), "ms", "-")
    bench.row("crosshair over 100,000 points / Qt Charts", median("bench_ui_large", "cursor", "ours"),
              median("bench_ui_large", "cursor", "qtcharts"), "ms", "<= 0.005 x")
    bench.row("start to first paint: 30 panels / an empty Qt window", median("bench_ui_start", "panels"),
              median("bench_ui_start", "empty"), "ms", "<= 2 x")
    in_browser = browser.measure("memory", 60)
    bench.row("memory, 30 charts and an hour of history / uPlot", median("bench_ui_trends", "ours", "memory"),
              in_browser and in_browser[1], "MiB", "<= 0.14 x")
    printed = bench.program("bench_ui_key")
    figures = [float(figure) for figure in printed.split()] if printed else [None] * 3
    bench.row("key to paint while records come in, 99th percentile / a frame of 60 Hz", figures[1], 16.7, "ms", "<= 4 ms")
    bench.row("key to paint while records come in, the worst / a frame of 60 Hz", figures[2], 16.7, "ms", "<= 50 ms")
    for work, name, goal in (("a word typed over 100,000 sessions, filtered and sorted / QSortFilterProxyModel", "filter", "<= 0.5 x"),
                             ("a second of a lock chain of 10,000 sessions / QStandardItemModel", "tree", "<= 0.5 x")):
        bench.row(work, median("bench_ui_tables", name, "ours"), median("bench_ui_tables", name, "qt"), "ms", goal)
    for part, words in (("fold", "taken in"), ("show", "shown")):
        bench.row(f"a second of 10,000 sessions and 5,000 digests, {words} / a frame of 60 Hz",
                  median("bench_ui_tables", "second", part), 16.7, "ms", "-")
