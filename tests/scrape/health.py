# SPDX-License-Identifier: GPL-3.0-or-later
"""What people who run a business are told: in the calm, in a failure, and when nothing can be seen."""
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import targets  # noqa: E402
from program import PROGRAM, document, main, run  # noqa: E402

_, PORT = targets.serve()
FOLDER = tempfile.mkdtemp(prefix="surgedeck-health-")
SHOP = """version: 1
name: Shop <b>& Co</b>
environment: test
currency: USD
sources:
  - {id: web, type: metrics, interval: 1s, targets: ["http://127.0.0.1:%d/shop"]}
indicators:
  - {id: success, name: Checkout success, unit: percent, expr: success, objective: ">= 99.95", critical: "< 99.5", hold: 0s,
     stakeholder: "Checkouts that <i>succeed</i>"}
  - {id: orders, name: Orders, unit: per_minute, expr: orders, objective: ">= 300", order_value: 36, hold: 0s, stakeholder: Orders per minute}
services:
  - {id: checkout, name: Checkout, customer_name: Paying, errors: errors, p99: seconds, objectives: {errors: 0.005, p99: 2s}, hold: 0s}
"""


def workspace(port=PORT):
    path = os.path.join(FOLDER, f"{port}.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(SHOP % port)
    return path


def shop(**figures):
    targets.Handler.figures = {"success": 99.97, "orders": 318, "errors": 0.0005, "seconds": 1.2, **figures}


class Health(unittest.TestCase):
    def test_calm(self):
        shop()
        health = document("health", workspace(), "--for", "4s")
        self.assertEqual((health["state"], health["headline"]), ("normal", "Everything is working normally"))
        self.assertEqual([card["state"] for card in health["cards"]], ["normal", "normal", "normal"])
        self.assertEqual(health["cards"][0]["value"], 99.97)
        self.assertEqual(health["affected"], [{"name": "Paying", "state": "normal", "words": "normal"}])
        self.assertIsNone(health["next_update"])

    def test_a_failure_has_the_state_of_the_cockpit(self):
        shop(success=97.8, orders=100, errors=0.022)
        health = document("health", workspace(), "--for", "5s")
        status = document("status", workspace(), "--for", "5s")
        worst = [indicator["state"] for indicator in status["indicators"]]
        self.assertIn("critical", worst)
        self.assertEqual(health["state"], "critical")
        self.assertEqual(health["headline"], "Paying is failing for about 1 in 45 customers")
        self.assertEqual(health["affected"][0]["words"], "2.2 in 100 fail")
        money = next(card for card in health["cards"] if card["id"] == "revenue_at_risk")
        self.assertAlmostEqual(money["value"], 200 * 36, delta=1)
        self.assertIn("Estimate", money["remark"])
        self.assertEqual(health["doing"][0]["text"], "Problem detected by monitoring")

    def test_nothing_can_be_seen(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            health = document("health", workspace(unused.getsockname()[1]), "--for", "3s", status=4)
        self.assertEqual(health["state"], "unknown")
        self.assertTrue(health["headline"].startswith("No current data"), health["headline"])
        self.assertEqual({card["value"] for card in health["cards"]}, {None})
        self.assertNotIn("normal", {card["state"] for card in health["cards"]})

    def test_from_the_file_of_a_recorder(self):
        """A wall reads what a recorder records, and knows no source of the shop."""
        os.environ["XDG_STATE_HOME"] = os.path.join(FOLDER, "state")
        shop(success=97.8, orders=100, errors=0.022)
        recording, wall = os.path.join(FOLDER, "r.surge"), os.path.join(FOLDER, "wall.yaml")
        with open(wall, "w", encoding="utf-8") as file:
            file.write(f"version: 1\nname: Wall\nenvironment: test\nsources:\n  - {{id: shop, type: recorder, file: {recording}}}\n")
        recorder = subprocess.Popen([PROGRAM, "record", workspace(), "--out", recording, "--for", "60s"], stdout=subprocess.DEVNULL,
                                    stderr=subprocess.DEVNULL)
        self.addCleanup(recorder.wait)
        self.addCleanup(recorder.kill)
        deadline, told = time.monotonic() + 40, {}
        while time.monotonic() < deadline and told.get("state") != "critical":
            if os.path.exists(recording):
                code, out, _ = run("health", wall, "--for", "2s", "-o", "json")
                told = json.loads(out) if out else {}
        self.assertEqual(told.get("state"), "critical", told)
        self.assertEqual(told["headline"], "Paying is failing for about 1 in 45 customers")
        self.assertEqual(told["affected"][0]["name"], "Paying")
        self.assertTrue(told["course"]["points"])
        recorder.send_signal(signal.SIGINT)
        self.assertEqual(recorder.wait(30), 0)

    def test_the_page_stands_alone(self):
        shop(success=97.8, errors=0.022)
        path = os.path.join(FOLDER, "page.html")
        code, out, err = run("health", workspace(), "--for", "4s", "--html", path)
        self.assertEqual(code, 0, err)
        self.assertIn("critical: Paying is failing", out)
        with open(path, encoding="utf-8") as file:
            page = file.read()
        self.assertIn("Paying is failing for about 1 in 45 customers", page)
        self.assertNotIn("<i>succeed", page)
        self.assertNotIn("<b>& Co", page)
        self.assertNotRegex(page, re.compile(r"https?://|<script|<img|url\(|green", re.IGNORECASE))

    def test_a_page_that_can_not_be_written(self):
        shop()
        code, _, err = run("health", workspace(), "--for", "1s", "--html", os.path.join(FOLDER, "no", "such", "page.html"))
        self.assertEqual(code, 2)
        self.assertIn("page.html", err)


if __name__ == "__main__":
    main()
