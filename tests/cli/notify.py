# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling people outside, against doubles of PagerDuty and Slack that were written from their documents: Events API v2 (statuses
202, 400, 429, 5xx; a routing key of 32 characters; the words of event_action and severity) and incoming webhooks ("ok", or a
word with 400, 403, 404, 410)."""
import datetime
import http.server
import json
import os
import subprocess
import tempfile
import threading
import unittest

from program import PROGRAM, document, main, run

ROUTING_KEY = "0123456789abcdef0123456789abcdef"
WORKSPACE = """version: 1
name: Corner Shop
environment: test
sources:
  - {{id: cache, type: redis, url: "redis://127.0.0.1:1"}}
notify:
  - {{type: pagerduty, routing_key: "${{env:ROUTING_KEY}}", url: "http://127.0.0.1:{port}/v2/enqueue"}}
  - {{type: webhook, format: slack, url: "http://127.0.0.1:{port}/services/T0/B0/secret"}}
  - {{type: webhook, url: "http://127.0.0.1:{port}/hook"}}
  - {{type: oncall, token: "${{env:API_TOKEN}}", url: "http://127.0.0.1:{port}"}}
"""


def pagerduty_answer(event):
    errors = []
    if len(event.get("routing_key", "")) != 32:
        errors.append("Length of 'routing_key' is incorrect (should be 32 characters)")
    if event.get("event_action") not in ("trigger", "acknowledge", "resolve"):
        errors.append("'event_action' is invalid")
    if event.get("event_action") != "trigger" and not event.get("dedup_key"):
        errors.append("'dedup_key' is missing or blank")
    if event.get("event_action") == "trigger":
        payload = event.get("payload", {})
        if not all(payload.get(key) for key in ("summary", "source", "severity")):
            errors.append("'payload' is incomplete")
        if payload.get("severity") not in ("critical", "error", "warning", "info") or len(payload.get("summary", "")) > 1024:
            errors.append("'payload' is invalid")
    if errors:
        return 400, json.dumps({"status": "invalid event", "message": "Event object is invalid", "errors": errors})
    return 202, json.dumps({"status": "success", "message": "Event processed", "dedup_key": event["dedup_key"]})


class Vendors(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = {"/v2/enqueue": "pagerduty", "/services/T0/B0/secret": "slack", "/hook": "webhook"}[self.path]
        with self.server.lock:
            self.server.seen.append((kind, json.loads(body)))
            trouble = self.server.trouble.get(kind, [])
            wanted = trouble.pop(0) if trouble else None
        if wanted == "silent":
            self.close_connection = True
            return
        if wanted:
            return self.answer(wanted, "server error" if wanted >= 500 else "no_service")
        if kind == "pagerduty":
            return self.answer(*pagerduty_answer(json.loads(body)))
        if kind == "slack" and not isinstance(json.loads(body).get("text"), str):
            return self.answer(400, "invalid_payload")
        self.answer(200, "ok")

    def do_GET(self):
        good = self.headers["Authorization"] == "Token token=y_api" and self.path.startswith("/oncalls?")
        people = [{"escalation_level": 2, "user": {"summary": "Lee"}}, {"escalation_level": 1, "user": {"summary": "Kim"}},
                  {"escalation_level": 1, "user": {"summary": "Kim"}}]
        self.answer(200 if good else 401, json.dumps({"oncalls": people if good else []}))

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


class Notify(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Vendors)
        self.server.lock, self.server.seen, self.server.trouble = threading.Lock(), [], {}
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.workspace = os.path.join(folder.name, "shop.yaml")
        with open(self.workspace, "w", encoding="utf-8") as file:
            file.write(WORKSPACE.format(port=self.server.server_port))
        os.environ.update(XDG_STATE_HOME=os.path.join(folder.name, "state"), SURGEDECK_PERSON="Kim", ROUTING_KEY=ROUTING_KEY,
                          API_TOKEN="y_api")

    def incident(self, action, *words):
        return document("incident", action, *words, "--workspace", self.workspace)["incident"]

    def queue(self):
        return document("notify", "list", self.workspace)["notices"]

    def seen(self, kind):
        return [body for name, body in self.server.seen if name == kind]

    def test_an_incident_is_told_once_and_in_order(self):
        made = self.incident("declare", "--title", "Checkout <fails> & more", "--severity", "sev1")["id"]
        self.incident("role", "--role", "commander", "--person", "Kim")
        self.incident("note", "--kind", "update", "--text", "a lock is held", "--next-update", "2036-11-27T03:30:00Z")
        self.incident("note", "--text", "only for us")
        self.incident("state", "resolved")
        events = self.seen("pagerduty")
        self.assertEqual([event["event_action"] for event in events], ["trigger", "acknowledge", "resolve"])
        self.assertEqual({event["dedup_key"] for event in events}, {f"surgedeck/Corner Shop/{made}"})
        self.assertEqual((events[0]["routing_key"], events[0]["payload"]["severity"]), (ROUTING_KEY, "critical"))
        texts = [message["text"] for message in self.seen("slack")]
        self.assertEqual(len(texts), 4)
        self.assertIn("Checkout &lt;fails&gt; &amp; more", texts[0])
        self.assertIn("a lock is held", texts[2])
        self.assertIn("2036-11-27T03:30:00.000Z", texts[2])
        hook = self.seen("webhook")
        self.assertEqual([body["event"] for body in hook], ["declared", "acknowledged", "update", "resolved"])
        self.assertEqual(hook[2]["next_update"], "2036-11-27T03:30:00.000Z")
        before = len(self.server.seen)
        again = [subprocess.Popen([PROGRAM, "notify", "send", self.workspace], stdout=subprocess.DEVNULL) for _ in range(4)]
        self.assertEqual([process.wait(60) for process in again], [0] * 4)
        self.assertEqual(len(self.server.seen), before)
        self.assertEqual({notice["state"] for notice in self.queue()}, {"sent"})

    def test_a_broken_promise_is_told(self):
        self.incident("declare", "--title", "Checkout fails")
        self.incident("note", "--kind", "update", "--text", "we look", "--next-update", "2026-01-01T00:00:00Z")
        # A promise of long ago is no news any more; one that was due a moment ago is.
        self.assertNotIn("update_overdue", [body["event"] for body in self.seen("webhook")])
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.incident("note", "--kind", "update", "--text", "we still look", "--next-update", now)
        document("notify", "send", self.workspace)
        document("notify", "send", self.workspace)
        self.assertEqual([body["event"] for body in self.seen("webhook")].count("update_overdue"), 1)

    def test_failures_are_seen_and_nothing_comes_twice(self):
        self.server.trouble = {"pagerduty": [500], "slack": [404], "webhook": ["silent"]}
        code, out, err = run("incident", "declare", "--title", "Checkout fails", "--workspace", self.workspace)
        self.assertEqual(code, 0, err)
        self.assertIn("was not told", err)
        self.assertNotIn("secret", out + err)
        self.assertNotIn(ROUTING_KEY, out + err)
        states = {notice["target"]: (notice["state"], bool(notice["reason"])) for notice in self.queue()}
        self.assertEqual(states, {"pagerduty": ("waiting", True), "slack": ("failed", True), "webhook": ("unclear", True)})
        self.assertEqual(run("notify", "send", self.workspace)[0], 1)
        self.assertEqual((len(self.seen("slack")), len(self.seen("webhook"))), (1, 1))
        self.assertEqual(run("notify", "retry", self.workspace)[0], 0)  # a person wants it so
        self.assertEqual({notice["state"] for notice in self.queue()}, {"sent"})
        self.assertEqual(len({event["dedup_key"] for event in self.seen("pagerduty")}), 1)

    def test_the_queue_holds_no_secret(self):
        self.incident("declare", "--title", "Checkout fails")
        for path, _, files in os.walk(os.environ["XDG_STATE_HOME"]):
            for name in files:
                with open(os.path.join(path, name), "rb") as file:
                    self.assertNotIn(ROUTING_KEY.encode(), file.read(), name)

    def test_trying_and_who_is_on_call(self):
        self.assertEqual(document("notify", "try", self.workspace)["sent"], 3)
        self.assertEqual(document("notify", "oncall", self.workspace)["on_call"], ["Kim", "Lee"])
        os.environ["API_TOKEN"] = "wrong"
        self.assertEqual(run("notify", "oncall", self.workspace)[0], 1)
        self.assertEqual(run("notify", "explode", self.workspace)[0], 2)


if __name__ == "__main__":
    main()
