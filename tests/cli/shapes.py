# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents and exit statuses of the command line: what people's scripts rely on."""
import os
import signal
import struct
import subprocess
import tempfile
import time
import unittest

from program import PROGRAM, document, lab, main, run

NUMBER = (int, float, type(None))
TEXT = (str, type(None))


class Shapes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        lab("load", "7")
        cls.workspace = lab("workspace")
        cls.folder = tempfile.TemporaryDirectory()

    @classmethod
    def tearDownClass(cls):
        lab("load", "0")
        cls.folder.cleanup()

    def file(self, text):
        handle, path = tempfile.mkstemp(suffix=".yaml", dir=self.folder.name)
        with os.fdopen(handle, "w") as file:
            file.write(text)
        return path

    def has(self, row, **types):
        for key, kind in types.items():
            self.assertIn(key, row)
            self.assertIsInstance(row[key], kind, f"{key} of {row}")

    def test_version_and_help(self):
        self.assertRegex(run("version")[1], r"^surgedeck \d+\.\d+\.\d+")
        self.has(document("version"), version=str)
        code, out, _ = run("help")
        self.assertEqual(code, 0)
        for verb in ("check", "doctor", "status", "queries", "screenshot", "completion", "version"):
            self.assertIn(verb, out)
            self.assertEqual(run("help", verb)[0], 0)

    def test_every_verb_speaks_json(self):
        verbs = {row["verb"] for row in document("help")["verbs"]}
        self.assertLessEqual({"check", "doctor", "status", "queries", "screenshot", "completion", "version", "help"}, verbs)
        self.assertEqual([row["verb"] for row in document("help", "status")["verbs"]], ["status"])
        self.assertEqual(document("completion", "bash")["script"], run("completion", "bash")[1])
        picture = os.path.join(self.folder.name, "json.png")
        self.assertEqual(document("screenshot", self.workspace, "--out", picture, "--after", "200ms")["file"], picture)
        self.assertTrue(os.path.exists(picture))
        self.assertNotIn("\033", run("status", self.workspace, "--for", "1s")[1])

    def test_wrong_calls_end_with_2_and_say_how(self):
        for call in (["statsu"], ["status"], ["status", self.workspace, "--for", "soon"], ["status", self.workspace, "-o", "xml"],
                     ["status", self.workspace, "more"], ["queries", self.workspace], ["help", "nothing"], ["completion", "tcsh"],
                     ["queries", self.workspace, "--source", "nobody"], ["doctor", self.workspace, "nobody"],
                     ["screenshot", self.workspace], ["screenshot", self.workspace, "--out", "x.png", "--size", "big"],
                     ["status", "/nowhere.yaml"]):
            code, out, err = run(*call)
            self.assertEqual(code, 2, call)
            self.assertTrue(err, call)
            self.assertFalse(out, call)

    def test_an_unreadable_workspace_is_a_problem_of_its_own(self):
        code, out, _ = run("check", "/nowhere.yaml")
        self.assertEqual(code, 2)
        self.assertRegex(out, r"^/nowhere.yaml:1:1: error: ")

    def test_completion_is_valid_shell(self):
        script = run("completion", "bash")[1]
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)
        done = subprocess.run(["bash"], input=script + "\nCOMP_WORDS=(surgedeck st) COMP_CWORD=1; _surgedeck; echo ${COMPREPLY[@]}",
                              text=True, capture_output=True, check=True)
        self.assertIn("status", done.stdout)
        self.assertEqual(run("completion", "zsh")[0], 0)
        self.assertEqual(run("completion", "fish")[0], 0)

    def test_check(self):
        self.assertEqual(document("check", self.workspace)["problems"], [])
        path = self.file("version: 1\nname: x\nsuorces: []\n")
        problems = document("check", path, status=1)["problems"]
        self.assertTrue(any(p["line"] == 3 and p["severity"] == "error" and "sources" in p["message"] for p in problems), problems)
        for problem in problems:
            self.has(problem, file=str, line=int, column=int, severity=str, message=str, rule=str)
        self.assertRegex(run("check", path)[1], r"(?m)^\S+:3:1: error: .* \[[a-z-]+\]$")

    def test_status(self):
        status = document("status", self.workspace, "--for", "6s")
        self.has(status, time=str, workspace=str, environment=str)
        self.assertRegex(status["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        for source in status["sources"]:
            self.has(source, id=str, type=str, age_s=NUMBER, error=TEXT, cost=dict)
            self.has(source["cost"], statements_per_s=NUMBER, time_share=NUMBER)
            self.assertEqual(source["state"], "ok", source)
        for indicator in status["indicators"]:
            self.has(indicator, id=str, name=str, value=NUMBER, unit=TEXT, age_s=NUMBER)
            self.assertIn(indicator["state"], ("normal", "attention", "degraded", "critical", "unknown"))
        for service in status["services"]:
            self.has(service, id=str, name=str, rate_per_min=NUMBER, error_ratio=NUMBER, p99_s=NUMBER, saturation=dict, state=str,
                     age_s=NUMBER)
            self.has(service["saturation"], name=TEXT, value=NUMBER, limit=NUMBER)
        for database in status["databases"]:
            self.has(database, source=str, active=NUMBER, active_waiting=NUMBER, lock_waiters=int, lock_roots=list,
                     locks_cannot_tell=TEXT, top_digest=(dict, type(None)))
        self.assertEqual([row["source"] for row in status["databases"]],
                         ["orders-db", "orders-replica", "legacy-db", "legacy-replica"])
        for route in status["routes"]:
            self.has(route, id=str, name=str, desired=dict, observed=dict, state=str, reason=TEXT)
            self.assertAlmostEqual(route["desired"]["stable"] + route["desired"]["canary"], 100)
        self.assertTrue(status["indicators"] and status["services"] and status["routes"])
        self.assertIsInstance(status["alarms"], list)

    def test_what_is_watched_costs_little(self):
        status = document("status", self.workspace, "--for", "15s", timeout=90)
        for source in status["sources"]:
            self.assertIsNotNone(source["cost"]["time_share"], source["id"])
            # A Prometheus may be busy with our expressions for a fifth of the time; nobody buys through it.
            self.assertLess(source["cost"]["time_share"], 0.25 if source["type"] == "prometheus" else 0.05, source["id"])

    def test_queries_of_each_engine(self):
        for source, engine in (("orders-db", "postgresql"), ("legacy-db", "mariadb"), ("cache", "redis")):
            report = document("queries", self.workspace, "--source", source, "--for", "7s")
            if engine != "redis" and not report["digests"]:  # totals twice, from a server that others keep busy
                report = document("queries", self.workspace, "--source", source, "--for", "25s", timeout=90)
            self.has(report, time=str, source=str, digests=list, sessions=list, locks=list, active=dict)
            self.assertEqual((report["source"], report["engine"]), (source, engine))
            self.assertEqual(sorted(report["active"]), ["client", "io", "lock", "other", "running"])
            shares = [digest["time_share"] for digest in report["digests"]]
            self.assertEqual(shares, sorted(shares, reverse=True))
            for digest in report["digests"]:
                self.has(digest, id=str, text=str, active_now=int, waiting_now=int, oldest_s=NUMBER, calls_per_s=NUMBER,
                         mean_ms=NUMBER, p95_ms=NUMBER, time_share=NUMBER, vs_usual_basis=str, rows_examined_per_sent=NUMBER,
                         lock_share=NUMBER, vs_usual=NUMBER)
                self.assertNotIn("surgedeck", digest["text"])
            for session in report["sessions"]:
                self.has(session, id=str, user=str, application=str, client=str, database=str, state=str, wait=TEXT, age_s=NUMBER,
                         transaction_age_s=NUMBER, digest=TEXT, text=str)
            if engine == "redis":
                self.has(report["redis"], hit_ratio=NUMBER, used_memory=NUMBER, maxmemory=NUMBER, evicted_per_s=NUMBER,
                         ops_per_s=NUMBER, slowlog=list, latency=list, clients=NUMBER)
            else:
                self.assertTrue(report["digests"], source)

    def test_doctor(self):
        for source in document("doctor", self.workspace, timeout=90)["sources"]:
            for stage in source["stages"]:
                self.has(stage, stage=str, ok=(bool, type(None)), value=TEXT, ms=NUMBER, advice=TEXT)
                self.assertIsNot(stage["ok"], False, (source["id"], stage))
            stages = [stage["stage"] for stage in source["stages"]]
            self.assertEqual(stages, ["name", "connect", "tls", "sign-in", "read", "act", "clock", "newest"], source["id"])

    def test_nothing_reachable_is_4_and_still_a_document(self):
        path = self.file("version: 1\nname: dark\nenvironment: lab\nsources:\n"
                         "  - {id: db, type: postgresql, dsn: 'postgresql://x@127.0.0.1:1/x?sslmode=disable'}\n"
                         "  - {id: cache, type: redis, url: 'redis://127.0.0.1:1'}\n")
        status = document("status", path, "--for", "3s", status=4)
        self.assertEqual({source["state"] for source in status["sources"]}, {"down"})
        self.assertTrue(all(source["error"] for source in status["sources"]))
        self.assertEqual(document("queries", path, "--source", "db", "--for", "2s", status=4)["digests"], [])
        self.assertEqual(document("doctor", path, status=4)["sources"][0]["id"], "db")

    def test_screenshot(self):
        out = os.path.join(self.folder.name, "cockpit.png")
        for theme in ("dark", "light"):
            self.assertEqual(run("screenshot", self.workspace, "--out", out, "--size", "1440x900", "--theme", theme, "--after",
                                 "4s")[0], 0)
            with open(out, "rb") as file:
                head = file.read(24)
            self.assertEqual(head[:8], b"\x89PNG\r\n\x1a\n")
            self.assertEqual(struct.unpack(">II", head[16:24]), (1440, 900))

    def test_watch_prints_a_document_a_line_and_interrupt_is_130(self):
        process = subprocess.Popen([PROGRAM, "status", self.workspace, "--watch", "--for", "1s", "-o", "json"],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.assertTrue(process.stdout.readline().startswith("{"))
        self.assertTrue(process.stdout.readline().startswith("{"))
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        self.assertEqual(process.wait(10), 130)
        self.assertLess(time.monotonic() - began, 2)
        process.stdout.close()


main()
