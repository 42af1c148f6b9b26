# SPDX-License-Identifier: GPL-3.0-or-later
"""The rule files of a workspace and its error budgets, evaluated while it is watched: over what is scraped, and over the
HTTP API of a real Prometheus."""
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import targets  # noqa: E402
from program import PROGRAM, document, main, run  # noqa: E402

_, PORT = targets.serve()
FOLDER = tempfile.mkdtemp(prefix="surgedeck-rules-")
RULES = """groups:
  - name: shop
    interval: 1s
    rules:
      - {record: "shop:errors:doubled", expr: "2 * errors"}
      - alert: ManyErrors
        expr: shop:errors:doubled > 0.02
        labels: {severity: critical, team: pay}
        annotations: {summary: "{{ $value | humanizePercentage }} fail", runbook: R02}
      - alert: Waits
        expr: errors > 0.001
        for: 1h
        labels: {severity: warning}
      - {alert: Never, expr: errors > 5}
"""
WORKSPACE = """version: 1
name: Rules %(name)s
environment: test
sources:
  - %(source)s
indicators:
  - {id: doubled, name: Doubled, expr: "shop:errors:doubled", unit: ratio}
alerts: {rule_files: ["rules-*.yml"]}
"""


def setUpModule():
    os.environ["XDG_STATE_HOME"] = os.path.join(FOLDER, "state")
    with open(os.path.join(FOLDER, "rules-shop.yml"), "w", encoding="utf-8") as file:
        file.write(RULES)


def workspace(name, source, more=""):
    path = os.path.join(FOLDER, name + ".yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(WORKSPACE % {"name": name, "source": source} + more)
    return path


def scraped(name, page="shop", more=""):
    return workspace(name, f'{{id: web, type: metrics, interval: 1s, targets: ["http://127.0.0.1:{PORT}/{page}"]}}', more)


def shop(**figures):
    targets.Handler.figures = {"errors": 0.0005, **figures}


def rule_alarms(status):
    return {alarm["name"]: alarm for alarm in status["alarms"] if alarm["id"].startswith("rule/")}


class Watching:
    """`status --watch`, document by document."""

    def __init__(self, path):
        self.child = subprocess.Popen([PROGRAM, "status", path, "--watch", "--for", "1s", "-o", "json"],
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.end = threading.Timer(60, self.child.kill)
        self.end.start()

    def until(self, condition):
        for line in self.child.stdout:
            status = json.loads(line)
            if condition(status):
                return status
        raise AssertionError("it never came to that")

    def close(self):
        self.end.cancel()
        self.child.kill()
        self.child.wait()
        self.child.stdout.close()


class LiveRules(unittest.TestCase):
    def watch(self, path):
        watching = Watching(path)
        self.addCleanup(watching.close)
        return watching

    def test_alerts_of_rules_are_alarms(self):
        shop(errors=0.05)
        status = document("status", scraped("alarms"), "--for", "4s")
        alarms = rule_alarms(status)
        self.assertEqual(set(alarms), {"ManyErrors", "Waits"})
        many = alarms["ManyErrors"]
        self.assertEqual((many["state"], many["severity"], many["runbook"]), ("firing", "critical", "R02"))
        self.assertAlmostEqual(many["value"], 0.1)
        self.assertEqual(many["summary"], "10% fail")
        self.assertEqual(many["labels"]["team"], "pay")
        self.assertEqual((alarms["Waits"]["state"], alarms["Waits"]["severity"]), ("pending", "degraded"))
        self.assertEqual((status["rules"]["rules"], status["rules"]["faults"]), (4, []))
        self.assertAlmostEqual(status["indicators"][0]["value"], 0.1)  # what rules record, every expression reads
        listed = document("alarm", "list", scraped("alarms"), "--for", "4s")
        self.assertIn("ManyErrors", {alarm["name"] for alarm in listed["alarms"]})

    def test_an_alert_that_ends_is_resolved(self):
        shop(errors=0.05)
        watching = self.watch(scraped("ends"))
        watching.until(lambda s: rule_alarms(s).get("ManyErrors", {}).get("state") == "firing")
        shop()
        watching.until(lambda s: rule_alarms(s).get("ManyErrors", {}).get("state") == "resolved")

    def test_an_alert_whose_data_goes_is_not_over(self):
        shop(errors=0.05)
        watching = self.watch(scraped("lost"))
        watching.until(lambda s: rule_alarms(s).get("ManyErrors", {}).get("state") == "firing")
        targets.Handler.figures = None  # the page answers 500
        watching.until(lambda s: rule_alarms(s).get("ManyErrors", {}).get("state") == "source_lost")
        shop()
        watching.until(lambda s: rule_alarms(s).get("ManyErrors", {}).get("state") == "resolved")

    def test_silences_reach_alerts_of_rules(self):
        shop(errors=0.05)
        path = scraped("silenced")
        code, _, err = run("alarm", "silence", path, "--match", "team=pay", "--for", "1h", "--by", "kim", "--reason", "known")
        self.assertEqual(code, 0, err)
        alarms = rule_alarms(document("status", path, "--for", "4s"))
        self.assertEqual(alarms["ManyErrors"]["state"], "silenced")

    def test_rules_that_can_not_be_evaluated_are_told(self):
        shop()
        path = scraped("faults", more="")
        with open(path, encoding="utf-8") as file:
            text = file.read().replace("rules-*.yml", "bad-*.yml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        with open(os.path.join(FOLDER, "bad-1.yml"), "w", encoding="utf-8") as file:
            file.write("groups: [{name: g, interval: 1s, rules: [{alert: A, expr: 'errors >'}]}]\n")
        with open(os.path.join(FOLDER, "bad-2.yml"), "w", encoding="utf-8") as file:
            file.write("groups: [{name: g, interval: 1s, rules: [{alert: B, expr: 'errors * on(job) group_left errors_of * on(x) {__name__=~\"up|errors\"}'}]}]\n")
        status = document("status", path, "--for", "4s")
        self.assertIn("bad-1.yml", status["rules"]["faults"][0]["rule"])
        self.assertIn("rules", {alarm["id"] for alarm in status["alarms"]})

    def test_a_young_store_is_no_outage(self):
        """rate over five minutes, of which three seconds are known, is not a hundredth of the truth."""
        path = workspace("young", f'{{id: web, type: metrics, interval: 1s, targets: ["http://127.0.0.1:{PORT}/good"]}}',
                         "services:\n  - {id: s, rate: 'sum(rate(orders_total[5m]))', objectives: {capacity: 100}}\n")
        status = document("status", path, "--for", "6s")
        self.assertGreater(status["services"][0]["rate_per_min"], 8)  # 15 a second


class Budgets(unittest.TestCase):
    SLO = """slos:
  - {id: pay, name: Paying succeeds, objective: 99.9, window: 30d, errors: 'sum(rate(bad_total[$window]))', total: 'sum(rate(all_total[$window]))'}
"""

    def test_a_budget_that_burns_is_an_alarm(self):
        shop()
        targets.Handler.counters = {"bad_total": 20, "all_total": 100}  # a second
        path = scraped("burning", "counters", self.SLO)
        watching = Watching(path)
        self.addCleanup(watching.close)
        status = watching.until(lambda s: s["slos"][0]["burn_rate"] is not None)
        slo = status["slos"][0]
        self.assertEqual((slo["id"], slo["objective"]), ("pay", 99.9))
        self.assertIsNone(slo["budget_left"])  # nobody has counted for five minutes yet
        self.assertAlmostEqual(slo["burn_rate"], 200, delta=10)

    def test_budgets_of_earlier_days_are_on_disk(self):
        targets.Handler.counters = {"bad_total": 0, "all_total": 100}
        path = scraped("kept", "counters", self.SLO)
        folder = os.path.join(FOLDER, "state", "surgedeck")
        run("alarm", "silence", path, "--match", "id=x", "--for", "1h", "--by", "kim", "--reason", "makes the folder")
        place = next(entry for entry in os.listdir(folder) if "kept" in entry.lower())
        step = 300_000
        now = int(time.time() * 1000) // step * step
        with open(os.path.join(folder, place, "slo-rollups.jsonl"), "w", encoding="utf-8") as file:
            for n in range(2 * 288):  # two days, with 0.1 % of errors on one of them
                errors = 0.1 if n < 288 else 0
                file.write(json.dumps({"slo": "pay", "end_ms": now - n * step, "errors": errors, "total": 100}) + "\n")
            file.write("nonsense\n")
        slo = document("status", path, "--for", "4s")["slos"][0]
        self.assertAlmostEqual(slo["good_percent"], 99.95, places=3)
        self.assertAlmostEqual(slo["budget_left"], 1 - 1 / 30, places=3)  # a day at exactly the budget's rate
        self.assertEqual(slo["known_s"], 2 * 86400)


def free_port():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return unused.getsockname()[1]


class OverPrometheus(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.port = free_port()
        config = os.path.join(FOLDER, "prometheus.yml")
        with open(config, "w", encoding="utf-8") as file:
            file.write("global: {scrape_interval: 1s}\nscrape_configs:\n  - {job_name: web, metrics_path: /shop, "
                       f"static_configs: [{{targets: ['127.0.0.1:{PORT}']}}]}}\n")
        shop(errors=0.05)
        cls.server = subprocess.Popen(
            ["/usr/bin/prometheus", f"--config.file={config}", f"--storage.tsdb.path={FOLDER}/tsdb",
             f"--web.listen-address=127.0.0.1:{cls.port}", "--log.level=error"], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        cls.addClassCleanup(cls.stop)
        deadline = time.monotonic() + 30
        while not cls.has_samples() and time.monotonic() < deadline:
            threading.Event().wait(0.2)
        assert cls.has_samples()

    @classmethod
    def stop(cls):
        cls.server.kill()
        cls.server.wait()

    @classmethod
    def has_samples(cls):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{cls.port}/api/v1/query?query=errors", timeout=2) as answer:
                return bool(json.load(answer)["data"]["result"])
        except OSError:
            return False

    def remote(self, name, rule_file, rules, more=""):
        """A workspace over the server, with the shop's rules and these."""
        path = workspace(name, f'{{id: prom, type: prometheus, interval: 1s, url: "http://127.0.0.1:{self.port}"}}', more)
        with open(os.path.join(FOLDER, rule_file), "w", encoding="utf-8") as file:
            file.write(rules)
        with open(path, encoding="utf-8") as file:
            text = file.read().replace('["rules-*.yml"]', f'["rules-*.yml", "{rule_file}"]')
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_alerting_rules_are_asked_of_the_server(self):
        path = self.remote("remote", "plain-1.yml", "groups: [{name: g, interval: 1s, rules: [{alert: Direct, expr: errors > 0.02, labels: {severity: page}}, "
                           "{alert: Wrong, expr: 'errors * on(job) group_left() {job=\"web\"} > 1'}]}]\n")
        status = document("status", path, "--for", "5s")
        alarms = rule_alarms(status)
        self.assertEqual((alarms["Direct"]["state"], alarms["Direct"]["severity"]), ("firing", "critical"))
        self.assertEqual(alarms["Waits"]["state"], "pending")
        faults = {fault["rule"]: fault["error"] for fault in status["rules"]["faults"]}
        # The server does not record this series: that it does not fire says nothing.
        self.assertIn("shop:errors:doubled", faults["shop: ManyErrors"])
        self.assertIn("g: Wrong", faults)
        self.assertNotIn("ManyErrors", alarms)

    def test_local_and_remote_expressions_side_by_side(self):
        """A source each, chosen by the line itself: nothing that is shown can tell which of them answered."""
        path = os.path.join(FOLDER, "mixed.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"""version: 1
name: Mixed
environment: test
sources:
  - {{id: prom, type: prometheus, interval: 1s, url: "http://127.0.0.1:{self.port}"}}
  - {{id: web, type: metrics, interval: 1s, targets: ["http://127.0.0.1:{PORT}/shop"]}}
indicators:
  - {{id: near, name: Near, expr: "errors + 0", source: web, unit: ratio, hold: 0s, objective: "< 0.02"}}
  - {{id: far, name: Far, expr: "errors + 0", source: prom, unit: ratio, hold: 0s, objective: "< 0.02"}}
services:
  - {{id: pay, name: Paying, source: web, errors: errors, objectives: {{errors: 0.02}}, hold: 0s}}
  - {{id: ship, name: Shipping, source: prom, errors: errors, objectives: {{errors: 0.02}}, hold: 0s}}
""")
        shop(errors=0.05)
        status = document("status", path, "--for", "5s")
        near, far = status["indicators"]
        self.assertEqual((near["value"], far["value"]), (0.05, 0.05), status["sources"])
        self.assertEqual(near["state"], far["state"])
        self.assertEqual(set(near), set(far))
        pay, ship = status["services"]
        self.assertEqual((pay["error_ratio"], pay["state"]), (ship["error_ratio"], ship["state"]))

    def test_templates_ask_the_server(self):
        path = self.remote("templates", "asks-1.yml", """groups: [{name: g, interval: 1s, rules: [
  {alert: Asks, expr: errors > 0.02, annotations: {summary: '{{ with printf "up{job=%q}" .Labels.job | query }}{{ . | first | value }} of {{ . | first | label "job" }}{{ end }}'}},
  {alert: AsksWrongly, expr: errors > 0.02, annotations: {summary: '{{ query "sum(" }}'}}]}]
""")
        alarms = rule_alarms(document("status", path, "--for", "5s"))
        self.assertEqual(alarms["Asks"]["summary"], "1 of web")
        self.assertIn("error expanding template", alarms["AsksWrongly"]["summary"])

    def test_a_budget_rests_on_what_the_server_remembers(self):
        """This server has existed for some seconds: of thirty days it knows nothing that a budget could rest on."""
        path = self.remote("memory", "none-1.yml", "groups: []\n", """slos:
  - {id: pay, name: Paying, objective: 99, window: 30d, errors: 'sum(avg_over_time(errors[$window]))', total: 'sum(avg_over_time(up[$window]))'}
  - {id: brief, name: Brief, objective: 99, window: 2h, errors: 'sum(avg_over_time(errors[$window]))', total: 'sum(avg_over_time(up[$window]))'}
""")
        slos = {slo["id"]: slo for slo in document("status", path, "--for", "5s")["slos"]}
        self.assertLessEqual(slos["pay"]["known_s"], 900)
        self.assertLessEqual(slos["brief"]["known_s"], 120)
        for slo in slos.values():  # five times too fast for the little that is known, which spends as little
            self.assertTrue(slo["budget_left"] is None or slo["budget_left"] > 0.9, slo)
            self.assertGreater(slo["burn_rate"], 4)


if __name__ == "__main__":
    main()
