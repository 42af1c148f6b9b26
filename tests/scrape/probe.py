# SPDX-License-Identifier: GPL-3.0-or-later
"""`type: probe` as its users meet it: a journey through a scripted shop."""
import json
import os
import sys
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from program import document, main, run  # noqa: E402

FOLDER = tempfile.mkdtemp(prefix="surgedeck-probe-")


class Shop(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    broken = None  # the page that is, and how

    def answer(self, body, status=200):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        if Shop.broken == "slow":
            threading.Event().wait(5)
        if self.path == "/":
            return self.answer("<h1>Welcome</h1> token=ab%cd;")
        if self.path.startswith("/pay?cart=42&token=ab%25cd"):
            return self.answer(json.dumps({"order": {"state": "refused" if Shop.broken == "pay" else "paid"}}))
        self.answer("no such page: " + self.path, 404)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Content-Type"] != "application/json" or self.headers["X-Token"] != "ab%cd" or body != {"sku": "A1"}:
            return self.answer("bad request", 400)
        self.answer(json.dumps({"cart": {"id": 42}}), 500 if Shop.broken == "cart" else 201)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # a prober that has waited long enough hangs up


SERVER = Server(("127.0.0.1", 0), Shop)
threading.Thread(target=SERVER.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{SERVER.server_address[1]}"
JOURNEY = """version: 1
name: Probe
environment: test
sources:
  - id: journey
    type: probe
    interval: 1s
    steps:
      - {name: home, url: "%(url)s/", expect: {contains: Welcome, max_seconds: 2}, store: {token: "regex: token=([^;]+)"}}
      - {name: cart, url: "%(url)s/cart", method: POST, body: '{"sku": "A1"}', headers: {X-Token: "$token"},
         expect: {status: 201}, store: {cart: "json: cart.id"}}
      - {name: pay, url: "%(url)s/pay?cart=$cart&token=$token", expect: {json: {order.state: paid}, not_contains: refused}}
indicators:
  - {id: works, name: Journey, unit: count, expr: 'probe_success{job="journey"}', critical: "< 1", hold: 0s}
  - {id: pay, name: Paying, unit: seconds, expr: 'probe_step_duration_seconds{step="pay"}'}
"""


def workspace(text=None):
    path = os.path.join(FOLDER, "workspace.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text or JOURNEY % {"url": URL})
    return path


class Probe(unittest.TestCase):
    def tearDown(self):
        Shop.broken = None

    def test_a_journey_that_works(self):
        self.assertEqual(run("check", workspace())[0], 0)
        status = document("status", workspace(), "--for", "3s")
        self.assertEqual(status["sources"][0]["state"], "ok")
        self.assertEqual(status["sources"][0]["notices"], [])
        works, pay = status["indicators"]
        self.assertEqual((works["value"], works["state"]), (1, "normal"))
        self.assertGreater(pay["value"], 0)
        self.assertLess(pay["value"], 1)

    def test_an_error_page_with_200_is_a_failure(self):
        Shop.broken = "pay"
        status = document("status", workspace(), "--for", "3s")
        self.assertEqual(status["sources"][0]["state"], "ok")
        self.assertEqual((status["indicators"][0]["value"], status["indicators"][0]["state"]), (0, "critical"))
        self.assertIn("pay: ", status["sources"][0]["notices"][0])

    def test_what_was_not_reached_is_unknown(self):
        Shop.broken = "cart"
        status = document("status", workspace(), "--for", "3s")
        self.assertEqual(status["indicators"][0]["value"], 0)
        self.assertIsNone(status["indicators"][1]["value"])
        self.assertEqual(status["sources"][0]["notices"], ["cart: status 500"])

    def test_a_slow_shop_costs_the_deadline(self):
        Shop.broken = "slow"
        text = (JOURNEY % {"url": URL}).replace("interval: 1s", "interval: 1s\n    deadline: 1s")
        status = document("status", workspace(text), "--for", "4s")
        self.assertEqual(status["indicators"][0]["value"], 0)

    def test_doctor_walks_it(self):
        doctor = document("doctor", workspace())
        stages = {stage["stage"]: stage for stage in doctor["sources"][0]["stages"]}
        self.assertTrue(stages["read"]["ok"])
        self.assertIn("3 of 3", stages["read"]["value"])

    def test_mistakes_have_a_place(self):
        text = (JOURNEY % {"url": URL}).replace("json: cart.id", "cart.id").replace("method: POST", "method: PUSH")
        text = text.replace("token=([^;]+)", "token=([^;]+").replace("not_contains", "not_contain")
        code, out, _ = run("check", workspace(text))
        self.assertEqual(code, 1)
        for rule in ("bad-stored-value", "bad-method", "bad-pattern", "unknown-key"):
            self.assertIn(f"[{rule}]", out)
        self.assertIn("did you mean", out)


if __name__ == "__main__":
    main()
