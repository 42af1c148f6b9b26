# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Prometheus and we scrape the same scripted targets: both store the same. A script says what the N-th reading of a
page brings to each of the two (drops, garbage, a slow answer, a huge page, a gzip bomb, a flood of labels, a restart). Then
every moment half a second after a reading is looked at: which series are there, and with which value."""
import collections
import gzip
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import targets  # noqa: E402
from program import PROGRAM, main, run  # noqa: E402

SECONDS = 13
READINGS = range(2, 9)  # that are compared: by then each page has had its accident and has come back
LIMIT = 2_000
MOST_BYTES = 32 * 1024 * 1024
OPEN = targets.OPEN


def page(n, more=""):
    return (f'# TYPE orders_total counter\norders_total{{store="de"}} {n * 10}\norders_total{{store="at",job="inner",page="x"}} {n}\n'
            f'# TYPE depth gauge\ndepth {n % 3}\nodd NaN\ntwice 1\ntwice 2\nempty{{a=""}} 1\ncomes{{n="{n // 2}"}} 1\n{more}')


# page -> what it does at its N-th reading (3, 4 and 5 matter)
def steady(answer, n):
    answer(page(n))


def dropped(answer, n):
    answer(None if n == 4 else page(n), keep=False)


def short(answer, n):
    answer(page(n), length=5 if n == 4 else 0)


def garbage(answer, n):
    # At its beginning: what stands before a mistake, 2.42 takes for seen and does not mark as stale.
    answer("this is {no page\ndepth 5\n" if n in (4, 5) else page(n))


def slow(answer, n):
    if n == 4:
        time.sleep(1.4)
    answer(page(n))


def huge(answer, n):
    answer(page(n) + "# " + "x" * (MOST_BYTES + 1000) + "\n" if n == 4 else page(n))


def bomb(answer, n):
    answer(page(n), packed=BOMB if n == 4 else None)


def flood(answer, n):
    # As with garbage: what 2.42 has seen of a page that fails it does not mark as stale.
    answer("".join(f'flood{{n="{i}"}} 1\n' for i in range(LIMIT + 1)) if n == 4 else page(n))


def restarted(answer, n):
    answer(None if n == 4 else page(n if n < 4 else n - 4), keep=False)


def refused(answer, n):
    answer(page(n), status=503 if n == 4 else 200)


def blank(answer, n):
    answer("" if n == 4 else page(n))


def openmetrics(answer, n):
    body = f'# TYPE jobs counter\njobs_total{{kind="mail"}} {n}.0\njobs_created{{kind="mail"}} 12.5\n# EOF\n'
    answer("# no keyword of OpenMetrics\n" + body if n == 4 else body, kind=OPEN)


def stamped(answer, n):
    answer(page(n, f"stamped {n} {int(time.time() * 1000)}\n") if n != 4 else page(n))


# Who drops a connection without a word has a server of its own and keeps none: on a connection that was kept, Go asks again.
ALONE = {dropped, restarted}
SCRIPTS = [steady, dropped, short, garbage, slow, huge, bomb, flood, restarted, refused, blank, openmetrics, stamped]
BOMB = gzip.compress(b"# " + b"x" * (2 * MOST_BYTES), 9)


class Scripted(targets.Handler):
    readings = collections.defaultdict(list)  # (who, page) -> when each was asked for
    lock = threading.Lock()

    def do_GET(self):
        name = urllib.parse.urlparse(self.path).path.strip("/")
        who = "prometheus" if self.headers.get("User-Agent", "").startswith("Prometheus") else "surgedeck"
        with self.lock:
            times = self.readings[who, name]
            times.append(time.time())
            n = len(times)
        script = next(s for s in SCRIPTS if s.__name__ == name)
        try:
            script(self.say, n)
        except OSError:
            pass  # they hang up on what is too slow or too large

    def say(self, body, kind=targets.TEXT, status=200, length=0, packed=None, keep=True):
        if body is None:
            self.close_connection = True
            return self.connection.shutdown(socket.SHUT_RDWR)
        data = packed or body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        if not keep:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data[:length or len(data)])
        if length:
            self.close_connection = True


# What only says how long it took; and what Prometheus counts of readings that failed, and we do not.
UNLIKE = {"scrape_duration_seconds", "scrape_samples_scraped", "scrape_samples_post_metric_relabeling", "scrape_series_added"}


def moments(matrix, readings):
    """page -> reading -> {series: value} half a second after it."""
    found = {name: {n: {} for n in READINGS} for name in readings}
    for row in matrix:
        labels = dict(row["metric"])
        name = labels.get("__name__")
        where = labels["page"]
        values = {round(t * 10): v for t, v in row["values"]}
        for n in READINGS:
            if n > len(readings[where]):
                raise AssertionError(f"{where} was read {len(readings[where])} times only")
            value = values.get(round((readings[where][n - 1] + 0.5) * 10))
            if value is not None and name not in UNLIKE:
                found[where][n][json.dumps(labels, sort_keys=True)] = value
    return found


class SameAsPrometheus(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.servers = [targets.Server(("127.0.0.1", 0), Scripted) for _ in range(1 + len(ALONE))]
        for server in cls.servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()
        shared, *alone = [f"127.0.0.1:{server.server_address[1]}" for server in cls.servers]
        at = {s: alone.pop() if s in ALONE else shared for s in SCRIPTS}
        cls.folder = tempfile.mkdtemp(prefix="surgedeck-same-")
        os.environ["XDG_STATE_HOME"] = os.path.join(cls.folder, "state")
        with open(os.path.join(cls.folder, "targets.json"), "w", encoding="utf-8") as file:
            json.dump([{"targets": [at[s]], "labels": {"__metrics_path__": "/" + s.__name__, "page": s.__name__}}
                       for s in SCRIPTS], file)
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            cls.api = unused.getsockname()[1]
        config = os.path.join(cls.folder, "prometheus.yml")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"""global: {{scrape_interval: 1s, scrape_timeout: 900ms}}
scrape_configs:
  - job_name: web
    body_size_limit: {MOST_BYTES}B
    sample_limit: {LIMIT}
    file_sd_configs: [{{files: [{cls.folder}/targets.json]}}]
""")
        cls.peer = subprocess.Popen(["/usr/bin/prometheus", f"--config.file={config}", f"--storage.tsdb.path={cls.folder}/tsdb",
                                     f"--web.listen-address=127.0.0.1:{cls.api}", "--log.level=error"],
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cls.addClassCleanup(cls.stop)

    @classmethod
    def stop(cls):
        cls.peer.kill()
        cls.peer.wait()
        for server in cls.servers:
            server.shutdown()
            server.server_close()

    def ours(self, expression):
        path = os.path.join(self.folder, "workspace.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("version: 1\nname: Same\nenvironment: test\nsources:\n  - {id: web, type: metrics, interval: 1s, "
                       f"sample_limit: {LIMIT}, target_files: [targets.json]}}\n")
        code, out, err = run("query", expression, "--workspace", path, "--for", f"{SECONDS}s", "--promql-compat", "2", "-o", "json")
        self.assertEqual(code, 0, err)
        return json.loads(out)["data"]["result"]

    def theirs(self, expression):
        deadline = time.monotonic() + 30  # it looks for targets some seconds after its start
        while min(len(Scripted.readings["prometheus", s.__name__]) for s in SCRIPTS) < READINGS[-1] + 1 and time.monotonic() < deadline:
            time.sleep(0.2)
        query = urllib.parse.urlencode({"query": expression, "time": time.time()})
        with urllib.request.urlopen(f"http://127.0.0.1:{self.api}/api/v1/query?{query}", timeout=20) as answer:
            return json.load(answer)["data"]["result"]

    def test_both_store_the_same(self):
        expression = f'{{__name__!="",page!=""}}[{SECONDS + 8}s:100ms]'
        ours = self.ours(expression)
        theirs = self.theirs(expression)
        readings = {who: {s.__name__: Scripted.readings[who, s.__name__] for s in SCRIPTS} for who in ("surgedeck", "prometheus")}
        mine, peer = moments(ours, readings["surgedeck"]), moments(theirs, readings["prometheus"])
        for script in SCRIPTS:
            for n in READINGS:
                with self.subTest(page=script.__name__, reading=n):
                    self.assertEqual(mine[script.__name__][n], peer[script.__name__][n])
        # The comparison sees what it is meant to see.
        fourth = {name: by_reading[4] for name, by_reading in peer.items()}
        self.assertGreater(len(fourth["steady"]), 5)
        for name in ("dropped", "short", "garbage", "slow", "huge", "bomb", "flood", "restarted", "refused"):
            self.assertEqual(list(fourth[name].values()), ["0"], name)  # nothing but `up`
        self.assertEqual(list(fourth["blank"].values()), ["1"])


if __name__ == "__main__":
    main()
