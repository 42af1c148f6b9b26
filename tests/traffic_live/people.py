# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may move how much: one-time codes, a sev1, an edited plan; and what the guards would have said over a recording."""
import base64
import hashlib
import hmac
import json
import os
import struct
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from edge import Edge  # noqa: E402
from program import document, main, run  # noqa: E402
from shift import MEAN, Started, baking  # noqa: E402

DEMO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "resources", "demo", "demo.surge")
SECRET = base64.b32encode(b"a secret of twenty b").decode()
APPROVERS = '  approvers: [{name: Ann, secret: "${env:ANN_SECRET}"}]'
os.environ.update(ANN_SECRET=SECRET, SURGEDECK_PERSON="Bob")


def code(at=None):
    """As Ann's telephone shows it (RFC 6238)."""
    counter = struct.pack(">Q", int((at or time.time()) // 30))
    digest = hmac.new(base64.b32decode(SECRET), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7fffffff) % 1000000:06d}"


class Codes(unittest.TestCase):
    def test_a_code_proves_the_second_person(self):
        with Edge() as edge:
            edge.load()
            workspace = edge.workspace(steps=(60,), freezes=APPROVERS)
            status, out, err = run("traffic", "start", workspace, "checkout", *MEAN)
            self.assertEqual((status, edge.share()), (5, 0), err)
            self.assertIn("second person", err)
            os.environ["SURGEDECK_PERSON"] = "Cem"  # a name alone
            status, out, err = run("traffic", "approve", workspace, "checkout", *MEAN)
            self.assertEqual(status, 5)
            self.assertIn("--code", err)
            os.environ["SURGEDECK_PERSON"] = "Bob"
            self.assertEqual(run("traffic", "approve", workspace, "checkout", *MEAN, "--code", code(time.time() - 600))[0], 5)
            now = code()
            status, out, err = run("traffic", "approve", workspace, "checkout", *MEAN, "--code", now)
            self.assertEqual(status, 0, err)
            self.assertIn("approved by Ann", out)
            status, out, err = run("traffic", "approve", workspace, "checkout", *MEAN, "--code", now)
            self.assertEqual(status, 5)
            self.assertIn("used before", err)
            status, out, err = run("traffic", "start", workspace, "checkout", *MEAN)
            self.assertEqual((status, edge.share()), (0, 60), err + out)
            shown = document("traffic", "show", workspace, "checkout", "--for", "1s")
            self.assertEqual((shown["second_person"], shown["second_person_proof"]), ("Ann", "one-time code"))


class Alone(unittest.TestCase):
    def test_in_a_sev1_towards_the_healthier_side(self):
        with Edge() as edge:
            edge.load()
            edge.say("set weight shop/canary1 10")  # what is said of the canary has to be measured
            workspace = edge.workspace(steps=(60, 75))
            self.assertEqual(run("incident", "declare", "--workspace", workspace, "--title", "Checkout fails", "--severity", "sev1")[0], 0)
            incident = document("incident", "list", "--workspace", workspace)["incidents"][0]["id"]
            status, out, err = run("traffic", "start", workspace, "checkout", *MEAN)
            self.assertEqual(status, 5)
            self.assertIn("--incident " + incident, err)
            status, out, err = run("traffic", "start", workspace, "checkout", *MEAN, "--incident", incident)
            self.assertEqual(status, 5, out)
            self.assertIn("no guard says that the stable side is the worse one", err)
            edge.turn("old", True)
            status, out, err = self.until_measured(workspace, incident)
            self.assertEqual(status, 0, err + out)
            self.assertGreater(edge.share(), 70)
            self.assertIn(incident, document("traffic", "show", workspace, "checkout", "--for", "1s")["alone"])

    def until_measured(self, workspace, incident):
        """The figure of the stable side needs seconds to fall out of its band."""
        for _ in range(10):
            answer = run("traffic", "start", workspace, "checkout", *MEAN, "--incident", incident)
            if "no guard says" not in answer[2]:
                break
        return answer


class Edits(unittest.TestCase):
    def test_steps_that_were_not_taken(self):
        with Edge() as edge:
            edge.load()
            workspace = edge.workspace(steps=(10, 25, 50), bake="8s")
            plan = os.path.join(edge.folder, "plan.yaml")
            with open(plan, "w", encoding="utf-8") as file:
                json.dump({"steps": [5, 15], "bake": "1s"}, file)  # JSON is YAML
            started = Started(workspace, *MEAN)
            started.until(baking(10), "10 % bakes")
            self.assertEqual(run("traffic", "edit", workspace, "checkout", "--plan", plan)[0], 5)
            edited = document("traffic", "edit", workspace, "checkout", "--plan", plan, *MEAN)
            self.assertEqual(edited["steps"], [10, 15])
            self.assertEqual((started.finish()[0], edge.share()), (0, 15), started.seen())


class Backtest(unittest.TestCase):
    def test_over_the_shipped_recording(self):
        with Edge() as edge:
            workspace = edge.workspace()
            told = document("traffic", "backtest", workspace, "checkout", "--from", DEMO, timeout=120)
            self.assertGreater(told["moments"], 30)
            verdicts = {entry["verdict"] for entry in told["entries"]}
            self.assertTrue(verdicts & {"pass", "hold", "roll_back", "no_data"}, told["entries"][:5])
            self.assertEqual(told["entries"], sorted(told["entries"], key=lambda entry: entry["time"]))
            self.assertEqual(run("traffic", "backtest", workspace, "checkout")[0], 2)


if __name__ == "__main__":
    main()
