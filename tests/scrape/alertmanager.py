# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Alertmanager as a source of alarms, and as the one that is told of ours."""
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
from program import PROGRAM, document, main  # noqa: E402

_, PORT = targets.serve()
FOLDER = tempfile.mkdtemp(prefix="surgedeck-alertmanager-")


def free_port():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return unused.getsockname()[1]


AM = free_port()


def api(path, body=None):
    request = urllib.request.Request(f"http://127.0.0.1:{AM}/api/v2/{path}", headers={"Content-Type": "application/json"},
                                     data=None if body is None else json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=5) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def stamp(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))


def eventually(holds, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if holds():
                return True
        except OSError:
            pass
        threading.Event().wait(0.2)
    return False


def setUpModule():
    os.environ["XDG_STATE_HOME"] = os.path.join(FOLDER, "state")
    os.environ["XDG_CONFIG_HOME"] = os.path.join(FOLDER, "config")
    config = os.path.join(FOLDER, "alertmanager.yml")
    with open(config, "w", encoding="utf-8") as file:
        file.write("route: {receiver: nobody, group_wait: 1s}\nreceivers: [{name: nobody}]\n")
    server = subprocess.Popen(
        ["/usr/bin/prometheus-alertmanager", f"--config.file={config}", f"--storage.path={FOLDER}/am", "--cluster.listen-address=",
         f"--web.listen-address=127.0.0.1:{AM}", "--log.level=error"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    unittest.addModuleCleanup(server.wait)
    unittest.addModuleCleanup(server.kill)
    assert eventually(lambda: api("status")["cluster"] is not None)


def workspace(name, am_more="", more=""):
    path = os.path.join(FOLDER, name + ".yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""version: 1
name: AM {name}
environment: test
sources:
  - {{id: am, type: alertmanager, interval: 1s, url: "http://127.0.0.1:{AM}"{am_more}}}
{more}""")
    return path


class Alertmanager(unittest.TestCase):
    def test_its_alerts_are_alarms(self):
        api("alerts", [
            {"labels": {"alertname": "DiskFull", "severity": "critical", "host": "a"}, "annotations": {"summary": "a is full"},
             "startsAt": stamp(-60), "endsAt": stamp(600)},
            {"labels": {"alertname": "Known", "severity": "info"}, "startsAt": stamp(-60), "endsAt": stamp(600)}])
        api("silences", {"matchers": [{"name": "alertname", "value": "Known", "isRegex": False, "isEqual": True}],
                         "startsAt": stamp(-1), "endsAt": stamp(600), "createdBy": "kim", "comment": "disk ordered"})
        self.assertTrue(eventually(lambda: any(a["status"]["state"] == "suppressed" for a in api("alerts"))))
        status = document("status", workspace("source"), "--for", "3s")
        self.assertEqual(status["sources"][0]["state"], "ok")
        alarms = {alarm["name"]: alarm for alarm in status["alarms"]}
        disk = alarms["DiskFull"]
        self.assertEqual((disk["state"], disk["severity"], disk["summary"]), ("firing", "critical", "a is full"))
        self.assertEqual(alarms["Known"]["state"], "silenced")
        self.assertIn("by kim", alarms["Known"]["labels"]["silenced"])
        doctor = document("doctor", workspace("source"))
        self.assertIn("Alertmanager", next(s for s in doctor["sources"][0]["stages"] if s["stage"] == "read")["value"])

    def test_it_is_told_of_our_alarms(self):
        targets.Handler.figures = {"success": 97}
        path = workspace("target", ", post: true", f"""  - {{id: web, type: metrics, interval: 1s, targets: ["http://127.0.0.1:{PORT}/shop"]}}
indicators:
  - {{id: success, name: Checkout success, unit: percent, expr: success, critical: "< 99", hold: 0s, clear: 0s, runbook: R02}}
""")
        window = subprocess.Popen([PROGRAM, path, "--view", "cockpit"], env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(window.wait)
        self.addCleanup(window.kill)

        def ours():
            return [alert for alert in api("alerts") if alert["labels"].get("surgedeck") == "indicator/success"]

        self.assertTrue(eventually(lambda: len(ours()) == 1))
        alert = ours()[0]
        self.assertEqual((alert["labels"]["severity"], alert["labels"]["alertname"]), ("critical", "Checkout success"))
        self.assertEqual(alert["annotations"]["runbook"], "R02")
        # What we told it of is no second alarm of another console.
        status = document("status", path, "--for", "3s")
        self.assertNotIn("alertmanager/Checkout success", " ".join(alarm["id"] for alarm in status["alarms"]))
        targets.Handler.figures = {"success": 100}
        self.assertTrue(eventually(lambda: not ours()))


if __name__ == "__main__":
    main()
