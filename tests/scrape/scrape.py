# SPDX-License-Identifier: GPL-3.0-or-later
"""`type: metrics` as its users meet it: the program against scripted targets."""
import json
import os
import socket
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import targets  # noqa: E402
from program import PROGRAM, document, main, run  # noqa: E402

SERVER, PORT = targets.serve()
FOLDER = tempfile.mkdtemp(prefix="surgedeck-scrape-")


def url(page):
    return f"http://127.0.0.1:{PORT}/{page}"


def workspace(*sources, more=""):
    path = os.path.join(FOLDER, "workspace.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write("version: 1\nname: Scrape\nenvironment: test\nsources:\n")
        file.writelines(f"  - {source}\n" for source in sources)
        file.write(more)
    return path


def source(name, *pages, more=""):
    listed = ", ".join(f'"{url(page)}"' for page in pages)
    return f"{{id: {name}, type: metrics, interval: 1s, targets: [{listed}]{more}}}"


def paged(name, *pages):
    """A source whose targets differ in a label, since their instance is one and the same."""
    with open(os.path.join(FOLDER, name + ".json"), "w", encoding="utf-8") as file:
        json.dump([{"targets": [INSTANCE], "labels": {"__metrics_path__": "/" + page, "page": page}} for page in pages], file)
    return f"{{id: {name}, type: metrics, interval: 1s, target_files: [{name}.json]}}"


def peak_memory(*arguments):
    """MiB that one run of the program takes at most."""
    child = subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return os.wait4(child.pid, 0)[2].ru_maxrss / 1024


def series(path, expression, duration="4s", status=0):
    """{labels as text: value} of an instant query."""
    code, out, err = run("query", expression, "--workspace", path, "--for", duration, "-o", "json")
    if code != status:
        raise AssertionError(f"exit {code}: {err}")
    answer = json.loads(out)
    assert answer["status"] == "success", answer
    return {json.dumps(row["metric"], sort_keys=True): float(row["value"][1]) for row in answer["data"]["result"]}


def labels(**values):
    return json.dumps(values, sort_keys=True)


INSTANCE = f"127.0.0.1:{PORT}"
# The sanitizers keep what was freed for a while, so that its use is found.
MOST_GROWTH = 1000 if "ci" in PROGRAM.split("/") or "asan" in PROGRAM.split("/") else 64


class Scrape(unittest.TestCase):
    def test_labels_of_the_target_win(self):
        path = workspace(source("web", "good", more=", labels: {shard: 3}"))
        found = series(path, "orders_total > 0 or pool")
        base = {"instance": INSTANCE, "job": "web", "shard": "3"}
        self.assertEqual(set(found), {labels(__name__="orders_total", store="de", **base),
                                      labels(__name__="orders_total", store="at", exported_job="inner", **base),
                                      labels(__name__="pool", **base)})

    def test_honoured_labels(self):
        path = workspace(source("web", "good", more=", honor_labels: true"))
        found = series(path, 'orders_total{store="at"}')
        self.assertEqual(set(found), {labels(__name__="orders_total", store="at", job="inner", instance=INSTANCE)})

    def test_formats_and_packing(self):
        path = workspace(source("web", "open", "packed"))
        self.assertEqual(len(series(path, "jobs_total")), 1)
        self.assertEqual(len(series(path, "pool")), 1)

    def test_rates_of_a_counter(self):
        path = workspace(source("web", "good"))
        found = series(path, 'sum(rate(orders_total{store="de"}[1m]))', "8s")
        # 10 a second, extrapolated from few samples over a minute: well above nothing
        self.assertGreater(list(found.values())[0], 0.5)

    def test_bad_targets_are_told_and_the_others_go_on(self):
        path = workspace(paged("web", "good", "garbage", "slow", "missing", "drip", "bomb", "huge"))
        up = {json.loads(key)["page"]: value for key, value in series(path, "up", "6s").items()}
        self.assertEqual(up, {"good": 1, "garbage": 0, "slow": 0, "missing": 0, "drip": 0, "bomb": 0, "huge": 0})
        status = document("status", path, "--for", "5s")
        web = status["sources"][0]
        self.assertEqual(web["state"], "ok")
        self.assertLess(web["age_s"], 3)

    def test_nobody_answers(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
            path = workspace(f'{{id: web, type: metrics, targets: ["http://127.0.0.1:{port}/metrics"]}}')
            status = document("status", path, "--for", "3s", status=4)
            self.assertEqual(status["sources"][0]["state"], "down")
            self.assertTrue(status["sources"][0]["error"])

    def test_vanished_series_are_stale_at_once(self):
        path = workspace(source("web", "changing"))
        self.assertEqual(len(series(path, "sometimes", "8s")), 1)

    def test_figures_of_the_scrape(self):
        path = workspace(source("web", "good"))
        found = series(path, '{__name__=~"up|scrape_.*"}')
        names = {json.loads(key)["__name__"] for key in found}
        self.assertEqual(names, {"up", "scrape_duration_seconds", "scrape_samples_scraped",
                                 "scrape_samples_post_metric_relabeling", "scrape_series_added"})

    def test_target_files_are_read_again(self):
        files = os.path.join(FOLDER, "targets")
        os.makedirs(files, exist_ok=True)
        with open(os.path.join(files, "a.json"), "w", encoding="utf-8") as file:
            json.dump([{"targets": [INSTANCE], "labels": {"__metrics_path__": "/good", "tier": "1"}}], file)
        with open(os.path.join(files, "b.yml"), "w", encoding="utf-8") as file:
            file.write(f'- targets: ["{INSTANCE}"]\n  labels: {{__metrics_path__: /open, job: mail}}\n')
        path = workspace(f'{{id: web, type: metrics, interval: 1s, target_files: ["targets/*.json", "targets/*.yml"]}}')
        found = series(path, "up")
        self.assertEqual(set(found), {labels(__name__="up", job="web", tier="1", instance=INSTANCE),
                                      labels(__name__="up", job="mail", instance=INSTANCE)})

    def test_sixty_hostile_targets_cost_little(self):
        hostile = ["bomb", "huge", "flood", "garbage", "slow", "drip"]
        bad = source("bad", *[f"{page}?{n}" for n in range(10) for page in hostile])
        good = source("web", "good")
        self.assertEqual(list(series(workspace(bad, good), 'sum(up{job="web"})', "8s").values()), [1])
        query = ("query", "up", "--workspace", workspace(good), "--for", "8s")
        calm = peak_memory(*query)
        workspace(bad, good)
        self.assertLess(peak_memory(*query) - calm, MOST_GROWTH)

    def test_indicators_and_ages(self):
        more = "indicators:\n  - {id: orders, name: Orders, unit: per_second, expr: 'sum(rate(orders_total[10s]))'}\n"
        status = document("status", workspace(source("web", "good"), more=more), "--for", "6s")
        orders = status["indicators"][0]
        self.assertGreater(orders["value"], 3)  # 15 a second, of which the window has seen half
        self.assertLess(orders["age_s"], 3)

    def test_doctor(self):
        found = document("doctor", workspace(source("web", "good", "garbage")), status=1)
        stages = {stage["stage"]: stage for stage in found["sources"][0]["stages"]}
        self.assertTrue(stages["connect"]["ok"])
        self.assertFalse(stages["read"]["ok"])
        self.assertIn("line 2", stages["read"]["advice"])


if __name__ == "__main__":
    main()
