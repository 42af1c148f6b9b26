# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job: under load, with a batch that holds the hot row, the program names root, digest and damage in time."""
import json
import subprocess
import time
import unittest

from program import PROGRAM, document, lab, main


class Watch:
    """`status --watch`, or another verb's, line by line, with the time at which each line came."""

    def __init__(self, workspace, verb="status"):
        self.process = subprocess.Popen([PROGRAM, verb, workspace, "--watch", "--for", "1s", "-o", "json"],
                                        stdout=subprocess.PIPE, text=True)

    def until(self, holds, seconds):
        """Seconds until `holds` of a document; None when it never did."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if holds(json.loads(self.process.stdout.readline())):
                return time.monotonic() - began
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def indicator(status, name):
    return next(row for row in status["indicators"] if name in row["id"])


class Incident(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        lab("load", "7")
        cls.workspace = lab("workspace")

    @classmethod
    def tearDownClass(cls):
        lab("fault", "hot-row", "heal")
        lab("load", "0")

    def test_convoy(self):
        errors = lambda status: indicator(status, "error")["value"]
        with Watch(self.workspace) as watch:
            calm = watch.until(lambda status: errors(status) is not None and errors(status) < 1, 60)
            self.assertIsNotNone(calm, "the shop was never calm")
            lab("fault", "hot-row", "inject")
            injected = time.monotonic()
            seen = watch.until(lambda status: (errors(status) or 0) > 5, 20)
            self.assertIsNotNone(seen, "the checkout's errors did not show")
            self.assertLess(seen, 15)
        time.sleep(max(0, 5 - (time.monotonic() - injected)))
        status = document("status", self.workspace, "--for", "4s")
        summary = next(row for row in status["databases"] if row["source"] == "legacy-db")
        self.assertEqual([root["user"] for root in summary["lock_roots"]], ["stock_sync"], summary)
        self.assertGreater(summary["top_digest"]["waiting_now"], 0, summary)
        report = document("queries", self.workspace, "--source", "legacy-db", "--for", "4s")
        roots = [lock for lock in report["locks"] if lock["root"]]
        self.assertEqual(len(roots), 1, report["locks"][:5])
        self.assertGreater(roots[0]["blocks"], 0)
        self.assertIn("stock_sync", json.dumps(roots[0]) + json.dumps([s for s in report["sessions"] if s["id"] == roots[0]["id"]]))
        waiting = [digest for digest in report["digests"] if digest["waiting_now"] > 0]
        self.assertTrue(waiting, "no digest waits")
        self.assertIn(waiting[0]["id"], [digest["id"] for digest in report["digests"][:2]])
        self.assertGreater(waiting[0]["lock_share"], 0.5)
        self.assertGreater(report["active"]["lock"], 0)
        lab("fault", "hot-row", "heal")
        with Watch(self.workspace) as watch:
            healed = watch.until(lambda status: errors(status) is not None and errors(status) < 1, 90)
            self.assertIsNotNone(healed, "the checkout did not heal")
        after = document("queries", self.workspace, "--source", "legacy-db", "--for", "4s")
        self.assertEqual([lock for lock in after["locks"] if lock["root"]], [])


if __name__ == "__main__":
    main()
