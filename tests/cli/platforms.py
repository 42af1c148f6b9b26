# SPDX-License-Identifier: GPL-3.0-or-later
"""Platforms unlike the lab's own workspace: other accounts, other sources, wrong passwords, wrong servers."""
import os
import signal
import subprocess
import tempfile
import time
import unittest

from program import PROGRAM, document, lab, main, run


class Platforms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = dict(line.split("=", 1) for line in lab("env").splitlines())
        lab("workspace")
        with open(cls.lab["LAB_PASSWORD_FILE"]) as file:
            cls.password = file.read().strip()
        cls.folder = tempfile.TemporaryDirectory()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def port(self, name):
        return self.lab[f"LAB_{name}_PORT"]

    def pg(self, user, password=None, database="shop", port="PG"):
        return (f"postgresql, dsn: 'postgresql://{user}:{password or self.password}@127.0.0.1:{self.port(port)}/{database}"
                "?sslmode=disable'")

    def mysql(self, user, password=None, port="MARIADB"):
        return f"mysql, dsn: 'mysql://{user}:{password or self.password}@127.0.0.1:{self.port(port)}/?ssl-mode=DISABLED'"

    def redis(self, credentials, port="REDIS"):
        return f"redis, url: 'redis://{credentials}127.0.0.1:{self.port(port)}/0'"

    def workspace(self, more="", **sources):
        handle, path = tempfile.mkstemp(suffix=".yaml", dir=self.folder.name)
        with os.fdopen(handle, "w") as file:
            file.write("version: 1\nname: elsewhere\nenvironment: test\nsources:\n")
            file.writelines(f"  - {{id: {name}, type: {source}}}\n" for name, source in sources.items())
            file.write(more)
        return path

    def states(self, path, status=0):
        return {source["id"]: source for source in document("status", path, "--for", "6s", status=status)["sources"]}

    def test_every_state_has_its_cause(self):
        path = self.workspace(
            right=self.pg("cockpit_view"), pooled=self.pg("cockpit_view", port="PGBOUNCER"), poor=self.pg("cockpit_poor"),
            wrong=self.pg("cockpit_view", "nope"), nodatabase=self.pg("cockpit_view", database="nowhere"),
            mypoor=self.mysql("cockpit_poor"), mywrong=self.mysql("cockpit_view", "nope"),
            rpoor=self.redis(f"cockpit_poor:{self.password}@"), rwrong=self.redis("cockpit_view:nope@"),
            rnone=self.redis(""), edge=f"haproxy, address: 'unix:{self.lab['SURGEDECK_LAB_DIR']}/run/haproxy.sock'",
            notedge=f"haproxy, address: 'tcp://127.0.0.1:{self.port('REDIS')}'",
            notmysql=self.mysql("x", "y", port="PG"), notpg=self.pg("x", "y", port="MARIADB"),
            notprom=f"prometheus, url: 'http://127.0.0.1:{self.port('REDIS')}'",
            nginx=f"prometheus, url: 'http://127.0.0.1:{self.port('LEGACY')}'",
            nobody="redis, url: 'redis://127.0.0.1:1'", noname="redis, url: 'redis://nowhere.invalid:6379'")
        expected = {
            "right": ("ok", None), "pooled": ("ok", None), "poor": ("denied", "GRANT pg_monitor TO cockpit_poor"),
            "wrong": ("denied", "password"), "nodatabase": ("down", "correct the database"), "mypoor": ("ok", None),
            "mywrong": ("denied", "check the user and the password"), "rpoor": ("denied", "ACL SETUSER cockpit_poor +info"),
            "rwrong": ("denied", "wrong user name or password"), "rnone": ("denied", "asks for a password"), "edge": ("ok", None),
            "notedge": ("down", "not HAProxy"), "notmysql": ("down", ""), "notpg": ("down", "really a PostgreSQL server"),
            "notprom": ("down", ""), "nginx": ("down", "no Prometheus API"), "nobody": ("down", "refused"),
            "noname": ("down", "nowhere.invalid")}
        states = self.states(path)
        for name, (state, words) in expected.items():
            source = states[name]
            with self.subTest(name=name, source=source):
                self.assertEqual(source["state"], state)
                self.assertNotIn(self.password, str(source))
                if words is None:
                    self.assertIsNone(source["error"])
                    self.assertIsNotNone(source["age_s"])
                else:
                    self.assertIn(words, source["error"])
                    self.assertIsNone(source["age_s"])
        self.assertIn("GRANT PROCESS", str(states["mypoor"]["notices"]))
        self.assertIn("level admin", str(states["edge"]["notices"]))

    def test_a_database_without_statement_totals(self):
        path = self.workspace(db=self.pg("cockpit_view", database="postgres"))
        began = time.monotonic()
        report = document("queries", path, "--source", "db", "--for", "3s")
        self.assertGreaterEqual(time.monotonic() - began, 3)
        self.assertLess(time.monotonic() - began, 8)
        self.assertIn("CREATE EXTENSION pg_stat_statements", report["digests_reason"])
        self.assertEqual(report["engine"], "postgresql")
        self.assertIsNotNone(report["active"]["running"])

    def test_a_redis_without_a_password(self):
        path = self.workspace(cache=f"redis, url: 'unix://{self.folder.name}/redis.sock'")
        server = subprocess.Popen(["redis-server", "--port", "0", "--unixsocket", f"{self.folder.name}/redis.sock", "--save", "",
                                   "--dir", self.folder.name], stdout=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 20
            while not os.path.exists(f"{self.folder.name}/redis.sock") and time.monotonic() < deadline:
                time.sleep(0.1)
            report = document("queries", path, "--source", "cache", "--for", "3s")
            self.assertEqual((report["engine"], report["redis"]["maxmemory"]), ("redis", None))
            self.assertIsNone(report["redis"]["hit_ratio"], "nobody looked anything up")
            self.assertIn("could do harm", str(self.states(path)["cache"]["notices"]))
        finally:
            server.kill()
            server.wait()
        self.assertEqual(self.states(path, status=4)["cache"]["state"], "down")

    def test_only_a_prometheus(self):
        path = self.workspace(
            "indicators:\n  - {id: up, name: Up, expr: 'count(up)', unit: count, objective: '>= 3'}\n"
            "  - {id: many, name: Many, expr: up, unit: count}\n  - {id: none, name: None, expr: nothing, unit: count}\n"
            "  - {id: nan, name: NaN, expr: '0 / 0', unit: count}\n  - {id: dear, name: Dear, expr: 'count(up)', unit: count, "
            "objective: '>= 5000', critical: '< 1000', hold: 0s}\n"
            "services:\n  - {id: shop, name: Shop, rate: '60 * sum(rate(shop_requests_total[15s]))', errors: 'nothing', "
            "objectives: {errors: 0.01}}\n", prom=f"prometheus, url: 'http://127.0.0.1:{self.port('PROMETHEUS')}'")
        status = document("status", path, "--for", "4s")
        rows = {row["id"]: row for row in status["indicators"]}
        self.assertEqual(rows["up"]["state"], "normal")
        self.assertGreaterEqual(rows["up"]["value"], 3)
        self.assertLess(rows["up"]["age_s"], 5)
        self.assertEqual(rows["dear"]["state"], "critical")
        for name in ("many", "none", "nan"):
            self.assertEqual((rows[name]["value"], rows[name]["state"]), (None, "unknown"), name)
        self.assertIn("one value", rows["many"]["error"])
        service = status["services"][0]
        self.assertEqual((service["error_ratio"], service["state"]), (None, "unknown"))
        self.assertIsNone(service["saturation"]["value"])
        self.assertEqual(status["routes"], [])

    def test_the_doctor_names_the_grant(self):
        path = self.workspace(pg=self.pg("cockpit_poor"), my=self.mysql("cockpit_poor"),
                              cache=self.redis(f"cockpit_poor:{self.password}@"))
        report = document("doctor", path, status=1)
        advice = {source["id"]: str(source["stages"]) for source in report["sources"]}
        self.assertIn("pg_monitor", advice["pg"])
        self.assertIn("GRANT PROCESS ON *.*", advice["my"])
        self.assertIn("ACL SETUSER cockpit_poor +info", advice["cache"])
        self.assertEqual(document("doctor", path, "pg", status=1)["sources"][0]["id"], "pg")
        self.assertEqual(document("doctor", self.workspace(x="redis, url: 'redis://127.0.0.1:1'"), status=4)["sources"][0]["id"], "x")

    def test_queries_of_a_source_that_does_not_answer(self):
        path = self.workspace(db=self.pg("cockpit_view", "nope"))
        report = document("queries", path, "--source", "db", "--for", "2s", status=4)
        self.assertEqual((report["digests"], report["locks"], report["sessions"]), ([], [], []))
        self.assertEqual(set(report["active"].values()), {None})
        code, out, err = run("queries", path, "--source", "db", "--for", "2s")
        self.assertEqual(code, 4)
        self.assertIn("denied", err)

    def test_interrupted(self):
        path = self.workspace(x="redis, url: 'redis://127.0.0.1:1'")
        for call in (["queries", path, "--source", "x", "--for", "30s"], ["status", path, "--watch"], ["status", path, "--for", "30s"]):
            process = subprocess.Popen([PROGRAM, *call], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(1.5)  # it has no way to say that it is at work
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(10), 130, call)


main()
