# SPDX-License-Identifier: GPL-3.0-or-later
"""The metrics engine against Debian's Prometheus: pages, memory, bytes of history, PromQL."""
import json
import os
import subprocess
import sys
import tempfile
import time

import promqlpeer
from pageserver import PageServer

TARGETS, SERIES = 50, 1_000
SECONDS = 10


def rows(bench):
    pages(bench)
    history(bench)
    for series in (1_000, 10_000):
        promql(bench, series)


def pages(bench):
    alone = json.loads(bench.program("bench_metrics", "measure") or "{}")
    bench.row("parse alone, a page of known series", alone.get("known_ns"), None, "ns/sample", "<= 0.05 x")
    bench.row("parse alone, a page at first sight", alone.get("first_ns"), None, "ns/sample", "<= 0.17 x")
    server = PageServer(bench.build, TARGETS, SERIES)
    try:
        for kind, work, goal in (("known", "fetch, parse and store a page of known series", "<= 0.1 x"),
                                 ("fresh", "fetch, parse and store a page at first sight", "-")):
            ours = ours_scraping(bench, server, kind)
            peer = peer_scraping(server, kind)
            bench.row(f"{work}, {TARGETS} targets x {SERIES}", ours[0], peer[0], "ns/sample", goal)
            if kind == "known":
                bench.row("memory of an active series, after some scrapes", ours[1], peer[1], "bytes", "<= 0.125 x")
    finally:
        server.close()


def ours_scraping(bench, server, kind):
    server.forget()
    warm = 3 if kind == "known" else 1
    printed = bench.program("bench_scrape", f"http://127.0.0.1:{server.port}/{kind}", *map(str, (TARGETS, SERIES, warm, SECONDS)))
    return [float(figure) for figure in printed.split()[:2]] if printed else (None, None)


def peer_scraping(server, kind):
    """CPU nanoseconds of a sample and resident bytes of a series; its memory is asked when the first pages have come."""
    targets = ", ".join(f'{{targets: ["127.0.0.1:{server.port}"], labels: {{__metrics_path__: /{kind}/{number}}}}}'
                        for number in range(TARGETS))
    server.forget()
    try:
        with promqlpeer.prometheus("[]") as idle:
            time.sleep(3)
            empty = idle.resident()
        with promqlpeer.prometheus(f"[{{job_name: shop, static_configs: [{targets}]}}]") as running:
            while server.served < 2 * TARGETS:
                time.sleep(0.1)
            served, used = server.served, running.cpu()
            time.sleep(SECONDS)
            samples = (server.served - served) * SERIES
            return (running.cpu() - used) * 1e6 / samples, (running.resident() - empty) / (TARGETS * SERIES)
    except (OSError, RuntimeError) as error:
        print(f"bench: prometheus: {error}", file=sys.stderr)
        return None, None


def history(bench):
    """An hour of a thousand series, one sample in 5 s: our compressed samples, and the chunks of a block without its index."""
    alone = json.loads(bench.program("bench_metrics", "kept") or "{}")
    peer = None
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/page.om", "w") as file:
            done = subprocess.run([f"{bench.build}/bench_metrics", "history", "1000", "720", "5"], stdout=file, timeout=120)
        try:
            subprocess.run(["promtool", "tsdb", "create-blocks-from", "openmetrics", f"{folder}/page.om", f"{folder}/blocks"],
                           capture_output=True, check=done.returncode == 0, timeout=180)
            peer = sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(f"{folder}/blocks") for name in names
                       if os.path.basename(at) == "chunks") / (1000 * 720) or None
        except (OSError, subprocess.SubprocessError) as error:
            print(f"bench: promtool: {error}", file=sys.stderr)
    bench.row("a sample kept, an hour of 5 s", alone.get("bytes_per_sample"), peer, "bytes", "<= 0.42 x")


def promql(bench, series):
    ours, peer = promqlpeer.figures(bench.build, series)
    works = {**{name: (f"{text}, 1 h / {promqlpeer.STEP} s", goal) for (name, text), goal in
                zip(promqlpeer.QUERIES.items(), ("<= 0.05 x", "<= 0.04 x"))},
             **{f"step_{name}": (f"one new step of {text}", "<= 0.0033 x") for name, text in promqlpeer.QUERIES.items()},
             "answer": ("an answer of the API, 721 points a series", "-"),
             "read": ("reading such an answer", "-")}
    for name, (work, goal) in works.items():
        if name in ours or name in peer:
            bench.row(f"{work}, {series} series", ours.get(name, (None,))[0], peer.get(name, (None,))[0], "ms", goal)
