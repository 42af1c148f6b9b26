# SPDX-License-Identifier: GPL-3.0-or-later
"""Many targets at once, against a Prometheus that scrapes the same pages from the same server in the same run: what a sample
costs, what an open window costs beside it, and what that does to the keyboard."""
import os
import sys
import tempfile
import time

import promqlpeer
from pageserver import PageServer

MANY, SERIES = 500, 1_000
ROUNDS = 10


def rows(bench):
    server = PageServer(bench.build, MANY, SERIES, variants=2)
    try:
        ours = bench.program("bench_scrape", f"http://127.0.0.1:{server.port}/known", str(MANY), str(SERIES), "3", str(ROUNDS))
        figures = [float(figure) for figure in ours.split()[:2]] if ours else (None, None)
        peer = scraped_by_peer(server, MANY, "1s", 20)
        bench.row(f"fetch, parse and store, {MANY} targets x {SERIES}", figures[0], peer, "ns/sample", "<= 0.1 x")
        every_second = figures[0] and figures[0] * MANY * SERIES / 1e9
        bench.row(f"{MANY} targets x {SERIES} every second, by that", every_second and every_second * 100,
                  peer and peer * MANY * SERIES / 1e7, "% of a core", "<= 10 %")
        with workspace(server.port, MANY, "1s") as file:
            printed = bench.program("bench_ui_key", file.name)
        keys = [float(figure) for figure in printed.split()] if printed else [None] * 3
        work = f"key to paint while {MANY} targets x {SERIES} come in every second"
        bench.row(f"{work}, 99th percentile / a frame of 60 Hz", keys[1], 16.7, "ms", "<= 4 ms")
        bench.row(f"{work}, the worst / a frame of 60 Hz", keys[2], 16.7, "ms", "<= 50 ms")
    finally:
        server.close()
    few(bench)
    hostile(bench)


def few(bench):
    """50 targets x 500 series every 5 s with the window open; the peer only scrapes and stores them."""
    server = PageServer(bench.build, 50, 500, variants=2)
    try:
        with workspace(server.port, 50, "5s") as file:
            printed = bench.program("bench_eventloop", file.name, "60")
        share = float(printed.split()[1]) * 100 if printed else None
        peer = scraped_by_peer(server, 50, "5s", 30, series=500)
        bench.row("50 targets x 500 every 5 s, the window open / Prometheus without one", share, peer and peer * 50 * 500 / 5 / 1e7,
                  "% of a core", "<= 3 %")
    finally:
        server.close()


def scraped_by_peer(server, targets, interval, seconds, series=SERIES):
    """CPU nanoseconds of a sample, once every page has been seen twice."""
    listed = ", ".join(f'{{targets: ["127.0.0.1:{server.port}"], labels: {{__metrics_path__: /known/{number}}}}}' for number in range(targets))
    server.forget()
    try:
        with promqlpeer.prometheus(f"[{{job_name: shop, scrape_interval: {interval}, static_configs: [{listed}]}}]") as running:
            deadline = time.monotonic() + 120
            while server.served < 2 * targets and time.monotonic() < deadline:
                time.sleep(0.1)
            served, used = server.served, running.cpu()
            time.sleep(seconds)
            return (running.cpu() - used) * 1e6 / ((server.served - served) * series)
    except (OSError, RuntimeError, ZeroDivisionError) as error:
        print(f"bench: prometheus: {error}", file=sys.stderr)
        return None


def workspace(port, targets, interval, more=""):
    file = tempfile.NamedTemporaryFile("w", suffix=".yaml")
    listed = ", ".join(f'"http://127.0.0.1:{port}/known/{number}"' for number in range(targets))
    file.write(f"""version: 1
name: Scraping bench
environment: test
sources:
  - {{id: web, type: metrics, interval: {interval}, targets: [{listed}]}}
{more}indicators:
  - {{id: rate, name: Requests, unit: per_second, expr: 'sum(rate(http_requests_total[1m]))', source: web, objective: ">= 0"}}
  - {{id: up, name: Targets, unit: count, expr: 'sum(up{{job="web"}})', source: web}}
""")
    file.flush()
    return file


def hostile(bench):
    """The longest pause of the window while sixty targets misbehave, against the same window without them."""
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "tests", "scrape"))
    import targets
    _, port = targets.serve()
    kinds = ["bomb", "huge", "flood", "garbage", "slow", "drip"]
    listed = ", ".join(f'"http://127.0.0.1:{port}/{kind}?{number}"' for number in range(10) for kind in kinds)
    bad = f"  - {{id: bad, type: metrics, interval: 1s, targets: [{listed}]}}\n"
    server = PageServer(bench.build, 5, 100, variants=2)
    try:
        worst = []
        for more in (bad, ""):
            with workspace(server.port, 5, "1s", more) as file:
                printed = bench.program("bench_eventloop", file.name, "20")
                worst.append(float(printed.split()[0]) if printed else None)
        bench.row("longest pause of the event loop: sixty hostile targets / none", *worst, "ms", "<= 50 ms")
    finally:
        server.close()
