# SPDX-License-Identifier: GPL-3.0-or-later
"""`type: metrics` as its users meet it: the program against scripted targets."""
import json
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import targets  # noqa: E402
from program import PROGRAM, document, main, run  # noqa: E402

SERVER, PORT = targets.serve()
FOLDER = tempfile.mkdtemp(prefix="surgedeck-scrape-")


def setUpModule():
    os.environ["XDG_STATE_HOME"] = os.path.join(FOLDER, "state")


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
    if status is not None and code != status:  # None: 0 or 4, as the last page came or failed
        raise AssertionError(f"exit {code}: {err}")
    answer = json.loads(out)
    assert answer["status"] == "success", answer
    return {json.dumps(row["metric"], sort_keys=True): float(row["value"][1]) for row in answer["data"]["result"]}


def labels(**values):
    return json.dumps(values, sort_keys=True)


INSTANCE = f"127.0.0.1:{PORT}"
# The sanitizers keep what was freed for a while, so that its use is found.
MOST_GROWTH = 1000 if "ci" in PROGRAM.split("/") or "asan" in PROGRAM.split("/") else 64


def certify(name, *more):
    """NAME.pem and NAME.key in the folder; signed by ca.pem but for that itself."""
    path = os.path.join(FOLDER, name)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", f"/CN={name}", "-keyout", path + ".key", "-out", path + ".pem", *more], check=True, capture_output=True)


class Guarded(targets.Handler):
    """Lets nobody read who does not say the word."""
    word = ""

    def do_GET(self):
        if self.word and self.headers.get("Authorization") != self.word:
            return self.answer(b"who are you?", status=401)
        return super().do_GET()


def serve_guarded(word="", context=None):
    handler = type("Handler", (Guarded,), {"word": word})
    server = targets.Server(("127.0.0.1", 0), handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


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

    def test_each_target_has_its_own_moment(self):
        """Twelve targets are not asked all at once, and each keeps its place in the interval."""
        pages = [f"/good?moment={number}" for number in range(12)]
        path = workspace(f'{{id: web, type: metrics, interval: 2s, targets: [{", ".join(chr(34) + url(page[1:]) + chr(34) for page in pages)}]}}')
        series(path, "up", "9s")
        third = [targets.Handler.asked[page][2] for page in pages]
        self.assertGreater(max(third) - min(third), 0.3)
        for page in pages:
            times = targets.Handler.asked[page]
            for before, after in zip(times[1:], times[2:]):
                self.assertAlmostEqual(after - before, 2, delta=0.7)

    def test_a_frozen_page_is_told(self):
        path = workspace(f'{{id: web, type: metrics, interval: 500ms, targets: ["{url("frozen")}"]}}')
        watched = document("status", path, "--for", "14s")["sources"][0]
        self.assertIn("frozen", json.dumps(watched))
        self.assertNotIn("frozen", json.dumps(document("status", workspace(source("web", "good")), "--for", "3s")["sources"]))

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

    def test_a_target_file_that_changes_is_read_again(self):
        file = os.path.join(FOLDER, "changes.json")
        def list_pages(*pages):
            with open(file, "w", encoding="utf-8") as out:
                json.dump([{"targets": [INSTANCE], "labels": {"__metrics_path__": "/" + page, "page": page}} for page in pages], out)
        list_pages("good")
        path = workspace("{id: web, type: metrics, interval: 1s, target_files: [changes.json]}",
                         more="indicators:\n  - {id: targets, name: Targets, unit: count, expr: 'count(up)'}\n")
        child = subprocess.Popen([PROGRAM, "status", path, "--watch", "--for", "1s", "-o", "json"], stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL, text=True)
        end = threading.Timer(40, child.kill)
        end.start()
        wanted = [(1, ("good", "open", "packed")), (3, ("open",)), (1, ())]  # seen so many: then these are listed
        for line in child.stdout:
            if json.loads(line)["indicators"][0]["value"] == wanted[0][0]:
                _, pages = wanted.pop(0)
                list_pages(*pages)
                if not wanted:
                    break
        end.cancel()
        child.kill()
        child.wait()
        child.stdout.close()
        self.assertEqual(wanted, [])

    def test_client_certificates(self):
        certify("ca")
        sign = ("-CA", os.path.join(FOLDER, "ca.pem"), "-CAkey", os.path.join(FOLDER, "ca.key"))
        certify("server", *sign, "-addext", "subjectAltName=DNS:pages.test")
        certify("client", *sign)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(FOLDER, "server.pem"), os.path.join(FOLDER, "server.key"))
        context.load_verify_locations(os.path.join(FOLDER, "ca.pem"))
        context.verify_mode = ssl.CERT_REQUIRED
        port = serve_guarded(context=context)
        def guarded(tls):
            return f'{{id: web, type: metrics, interval: 1s, targets: ["https://127.0.0.1:{port}/good"], tls: {{{tls}}}}}'
        good = guarded("ca: ca.pem, cert: client.pem, key: client.key, server_name: pages.test")
        self.assertEqual(list(series(workspace(good), "up").values()), [1])
        self.assertEqual(list(series(workspace(guarded("ca: ca.pem, server_name: pages.test")), "up", status=4).values()), [0])
        status = document("status", workspace(guarded("ca: ca.pem, cert: client.pem, key: client.key, server_name: other.test")),
                          "--for", "3s", status=4)
        self.assertIn("certificate", status["sources"][0]["error"])

    def test_passwords_and_tokens(self):
        for word, key in (("Basic c2NyYXBlOnMzY3JldA==", "basic_auth: {username: scrape, password: s3cret}"), ("Bearer t0ken", "bearer: t0ken")):
            with self.subTest(word=word):
                port = serve_guarded(word)
                target = f'{{id: web, type: metrics, interval: 1s, targets: ["http://127.0.0.1:{port}/good"]'
                self.assertEqual(list(series(workspace(f"{target}, {key}}}"), "up").values()), [1])
                status = document("status", workspace(target + "}"), "--for", "3s")
                self.assertEqual(status["sources"][0]["state"], "denied")

    def test_what_was_scraped_outlives_a_restart(self):
        path = workspace(source("web", "good"))
        code, _, err = run("record", path, "--out", os.path.join(FOLDER, "kept.surge"), "--for", "7s")
        self.assertEqual(code, 0, err)
        counted = series(path, 'count_over_time(orders_total{store="de"}[2m])', "3s")
        self.assertGreaterEqual(list(counted.values())[0], 8)  # of two sessions
        # One counter over both sessions and the moment between them: 10 a second, and the first alone had seen 70.
        grown = series(path, 'increase(orders_total{store="de"}[2m])', "2s")
        self.assertGreater(list(grown.values())[0], 80)

    def test_sixty_hostile_targets_cost_little(self):
        # In a process of their own: what they make and drip must not hold up the pages of the others.
        serving = "import sys; sys.path.insert(0, sys.argv[1]); import targets; print(targets.serve()[1], flush=True); " \
                  "sys.stdin.read(); print(len(targets.Handler.asked), flush=True)"
        with subprocess.Popen([sys.executable, "-c", serving, os.path.dirname(os.path.abspath(__file__))], text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as elsewhere:
            self.addCleanup(elsewhere.kill)
            port = int(elsewhere.stdout.readline())
            listed = [{"targets": [f"127.0.0.1:{port}"], "labels": {"__metrics_path__": "/" + page, "__param_n": str(n), "page": page, "n": str(n)}}
                      for n in range(10) for page in ("bomb", "huge", "flood", "garbage", "slow", "drip")]
            with open(os.path.join(FOLDER, "bad.json"), "w", encoding="utf-8") as file:
                json.dump(listed, file)
            bad = "{id: bad, type: metrics, interval: 1s, target_files: [bad.json]}"
            good = source("web", "good")
            self.assertEqual(list(series(workspace(good, bad), 'sum(up{job="web"})', "8s").values()), [1])
            self.assertEqual(len(series(workspace(good, bad), 'up{job="bad"}', "8s")), 60)
            query = ("query", "up", "--workspace", workspace(good), "--for", "8s")
            calm = peak_memory(*query)
            workspace(good, bad)
            grown = peak_memory(*query) - calm
            print(f"sixty hostile targets: {grown:.0f} MiB more", file=sys.stderr)
            self.assertLess(grown, MOST_GROWTH)
            elsewhere.stdin.close()
            self.assertGreater(int(elsewhere.stdout.readline()), 50)  # they were asked, and did what they do
            elsewhere.kill()

    def test_indicators_and_ages(self):
        more = "indicators:\n  - {id: orders, name: Orders, unit: per_second, expr: 'sum(rate(orders_total[10s]))'}\n"
        status = document("status", workspace(source("web", "good"), more=more), "--for", "6s")
        orders = status["indicators"][0]
        self.assertGreater(orders["value"], 3)  # 15 a second, of which the window has seen half
        self.assertLess(orders["age_s"], 3)

    def test_a_page_beyond_its_limit_fails(self):
        path = workspace(source("web", "good", "flood", more=", sample_limit: 4"))
        status = document("status", path, "--for", "4s", status=4)
        self.assertIn("sample_limit", status["sources"][0]["error"])
        path = workspace(source("web", "good", more=", sample_limit: 4"), source("roomy", "good", more=", sample_limit: 5"))
        self.assertEqual(set(json.loads(key)["job"] for key in series(path, "pool")), {"roomy"})

    def test_pages_that_fail_now_and_then_cost_no_allowance(self):
        """Of 5 samples ten may be new in an hour; the same five come back after each failure, again and again."""
        path = workspace(source("web", "hiccup", more=", sample_limit: 5"))
        self.assertEqual(len(series(path, 'count_over_time(pool[1m]) >= 3', "14s", status=None)), 1)

    def test_doctor(self):
        found = document("doctor", workspace(source("web", "good", "garbage")), status=1)
        stages = {stage["stage"]: stage for stage in found["sources"][0]["stages"]}
        self.assertTrue(stages["connect"]["ok"])
        self.assertFalse(stages["read"]["ok"])
        self.assertIn("line 2", stages["read"]["advice"])


if __name__ == "__main__":
    main()
