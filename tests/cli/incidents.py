# SPDX-License-Identifier: GPL-3.0-or-later
"""`surgedeck incident` and `surgedeck record`: from the declaration to a sealed file, whose every moment is found again."""
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import unittest

from program import PROGRAM, document, main, run

WORKSPACE = """version: 1
name: Corner Shop
environment: test
sources:
  - {id: cache, type: redis, url: "redis://127.0.0.1:1"}
  - {id: web, type: metrics, interval: 1s, targets: ["http://127.0.0.1:1/metrics"]}
indicators:
  - {id: orders, name: Orders, expr: 'sum(rate(orders_total[1m])) * 60', unit: per_minute, objective: ">= 10", order_value: 5}
"""


def recording(workspace, out, *more):
    return subprocess.Popen([PROGRAM, "record", workspace, "--out", out, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            text=True)


def wait_until(what, limit=30):
    end = time.monotonic() + limit
    while not what():
        if time.monotonic() > end:
            raise AssertionError("it did not happen in time")
        time.sleep(0.05)


class Incidents(unittest.TestCase):
    three_seconds = b""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.workspace = self.file("shop.yaml")
        with open(self.workspace, "w", encoding="utf-8") as file:
            file.write(WORKSPACE)
        os.environ["XDG_STATE_HOME"] = self.file("state")
        os.environ["SURGEDECK_PERSON"] = "Kim"

    def file(self, name):
        return os.path.join(self.folder.name, name)

    def incident(self, action, *words, **options):
        return document("incident", action, *words, "--workspace", self.workspace, **options)

    def recorded(self):
        """A copy of three seconds of a recorder, which are recorded once for all tests: it takes its time."""
        out = self.file("recorder.surge")
        if not Incidents.three_seconds:
            done = document("record", self.workspace, "--out", out, "--for", "3s")
            self.assertEqual(done["lost"], 0)
            with open(out, "rb") as file:
                Incidents.three_seconds = file.read()
        with open(out, "wb") as file:
            file.write(Incidents.three_seconds)
        return out

    def test_an_incident_is_declared_worked_and_listed(self):
        made = self.incident("declare", "--title", "Checkout fails", "--severity", "sev1",
                             "--started", "2026-11-27T02:00:00Z")["incident"]
        self.assertRegex(made["id"], r"^INC-\d{8}-1$")
        self.incident("note", "--text", "the job holds a lock", "--kind", "hypothesis", "--at", "2026-11-27T02:03:00Z")
        self.incident("role", "--role", "commander", "--person", "Kim")
        self.incident("role", "--role", "commander", "--person", "Lee")
        offered = self.incident("show")["incident"]
        self.assertEqual((offered["roles"], offered["handovers"]), ({"commander": "Kim"}, {"commander": "Lee"}))
        self.incident("role", "--role", "commander", "--accept", "--by", "Lee")
        self.incident("state", "identified")
        self.incident("state", made["id"], "--state", "resolved")
        listed = self.incident("list")["incidents"]
        self.assertEqual([(i["id"], i["severity"], i["state"], i["started"], i["roles"]) for i in listed],
                         [(made["id"], "sev1", "resolved", "2026-11-27T02:00:00.000Z", {"commander": "Lee"})])
        for key in ("detected", "mitigated", "resolved"):
            self.assertIn(key, listed[0])
        self.assertIsNone(listed[0]["detected"])
        lines = self.incident("show")["incident"]["timeline"]
        self.assertEqual((lines[0]["kind"], lines[0]["late"]), ("hypothesis", True))

    def test_it_is_closed_into_a_file_that_holds_and_is_shown_again(self):
        recorder = self.recorded()
        made = self.incident("declare", "--title", "Orders unseen")["incident"]["id"]
        self.incident("note", "--text", "nothing answers", "--kind", "pin")
        self.incident("note", "--text", "we look into it", "--kind", "update", "--next-update", "2026-11-27T03:00:00Z")
        out = self.file("incident.surge")
        closed = self.incident("close", "--recording", recorder, "--out", out)["incident"]
        self.assertEqual(closed["state"], "closed")
        verdict = document("incident", "verify", out)
        self.assertEqual((verdict["ok"], verdict["sealed"], verdict["first_bad"]), (True, True, None))
        self.assertEqual((verdict["sequence"], verdict["hash"]), (closed["file"]["sequence"], closed["file"]["hash"]))
        self.assertEqual(document("incident", "list", out)["incidents"][0]["id"], made)
        code, _, err = run("incident", "note", out, "--text", "x")
        self.assertEqual(code, 5, err)
        code, _, err = run("incident", "note", "--workspace", self.workspace, made, "--text", "x")
        self.assertEqual(code, 5, err)
        moment = document("incident", "replay", out, "--at", closed["closed"])
        self.assertEqual([s["id"] for s in moment["status"]["sources"]], ["cache", "web"])
        self.assertEqual(moment["status"]["sources"][0]["state"], "down")
        self.assertIsNone(moment["status"]["indicators"][0]["value"])
        self.assertTrue(any("nothing answers" in event["text"] for event in moment["events"]))
        for key in ("queries", "traffic", "runbook", "at"):
            self.assertIn(key, moment)
        for form, word in (("md", "## Impact"), ("html", "<!DOCTYPE html>"), ("json", '"sections"')):
            code, text, err = run("incident", "export", out, "--format", form)
            self.assertEqual(code, 0, err)
            self.assertIn(word, text)
            self.assertIn("nothing answers", text)
        written = json.loads(text)
        self.facts_are_for_programs(written["facts"], closed)
        rows = [row for section in written["sections"] for row in section["rows"]]
        self.assertIn("2026-11-27 03:00:00", [row["cells"][-1] for row in rows])

    def facts_are_for_programs(self, facts, closed):
        told = [line for line in facts["incident"]["timeline"] if line["kind"] == "update"]
        self.assertEqual([line["next_update"] for line in told], ["2026-11-27T03:00:00.000Z"])
        # That it was closed is told after its file was.
        self.assertEqual([facts["incident"][key] for key in ("id", "declared", "closed")], [closed["id"], closed["declared"], None])
        self.assertEqual((facts["began"], facts["began_by"], facts["durations_s"]["to_mitigate"]), (None, None, None))
        self.assertIsNone(facts["indicators"][0]["worst"])
        self.assertIsNone(facts["change_before"])
        self.assertGreater(facts["recorded"]["length_s"], 0)
        for figure in facts["impact"]:
            self.assertIsInstance(figure["not_known_s"], (int, float))
            self.assertTrue(figure["value"] is None or isinstance(figure["value"], (int, float)))

    def test_a_changed_byte_is_found(self):
        """Every byte is the subject of tst_recordingfile; here a few, through the verb."""
        out = self.recorded()
        with open(out, "rb") as file:
            good = file.read()
        for at in range(0, len(good), len(good) // 5):
            with open(out, "wb") as file:
                file.write(good[:at] + bytes([good[at] ^ 1]) + good[at + 1:])
            code, text, _ = run("incident", "verify", out, "-o", "json")
            self.assertEqual(code, 1, at)
            self.assertFalse(json.loads(text)["ok"])
        code, _, _ = run("incident", "replay", out)
        self.assertEqual(code, 1)

    def test_a_recorder_ends_cleanly_when_told_and_survives_when_killed(self):
        for ending, sealed in ((signal.SIGTERM, True), (signal.SIGINT, True), (signal.SIGKILL, False)):
            out = self.file(f"{ending.name}.surge")
            process = recording(self.workspace, out)
            wait_until(lambda: os.path.exists(out) and os.path.exists(out + "-wal") and os.path.getsize(out + "-wal") > 20_000)
            process.send_signal(ending)
            process.communicate(timeout=30)
            self.assertEqual(process.returncode, 0 if sealed else -ending)
            verdict = document("incident", "verify", out)
            self.assertEqual((verdict["ok"], verdict["sealed"]), (True, sealed), ending)
            again = document("record", self.workspace, "--out", out, "--for", "1s")
            self.assertEqual(again["lost"], 0)
            after = document("incident", "verify", out)
            self.assertTrue(after["ok"] and after["sealed"])
            self.assertGreater(after["records"], verdict["records"])

    def test_the_shipped_recording_holds_and_is_shown(self):
        shipped = os.path.join(os.environ["SURGEDECK_SOURCE"], "resources", "demo", "demo.surge")
        self.assertLessEqual(os.path.getsize(shipped), 8 << 20)
        self.assertTrue(document("incident", "verify", shipped)["sealed"])
        run_of = [document("incident", "replay", shipped, "--at", f"2026-11-29T{at}Z")["runbook"] for at in ("09:58:30", "09:59:55")]
        self.assertIsNone(run_of[0])
        self.assertEqual((run_of[1]["runbook"], run_of[1]["current"]), ("R02", "drained"))
        self.pages_lead_to_their_moments(shipped)
        for view in ("replay", "cockpit"):
            picture = self.file(view + ".png")
            code, _, err = run("screenshot", shipped, "--view", view, "--at", "2026-11-29T09:59:40Z", "--out", picture)
            self.assertEqual(code, 0, err)
            self.assertGreater(os.path.getsize(picture), 20_000)

    def pages_lead_to_their_moments(self, recording):
        written = document("incident", "export", recording, "--format", "json")
        links = {row["link"] for section in written["sections"] for row in section["rows"] if row["link"]}
        self.assertGreater(len(links), 20)
        pages = self.file("incident.pdf")
        code, _, err = run("incident", "export", recording, "--format", "pdf", "--out", pages)
        self.assertEqual(code, 0, err)
        with open(pages, "rb") as file:
            pdf = file.read()
        self.assertEqual(pdf[:5], b"%PDF-")
        found = {link.decode() for link in re.findall(rb"/URI \((surgedeck:[^)]+)\)", pdf)}
        self.assertLessEqual(links, found)
        self.assertGreater(len(found - links), 0)  # times in prose

    def test_a_replay_is_held_against_what_was_live(self):
        out, facts = self.file("recorder.surge"), self.file("facts.jsonl")
        document("record", self.workspace, "--out", out, "--for", "6s", "--facts", facts)
        same = document("incident", "replay", out, "--against", facts)
        self.assertEqual((same["ok"], same["difference"]), (True, None))
        self.assertGreaterEqual(same["compared"], 3)
        with open(facts, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        lines[-1]["status"]["sources"][0]["state"] = "ok"
        with open(facts, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
        altered = document("incident", "replay", out, "--against", facts, status=1)
        self.assertFalse(altered["ok"])
        self.assertIn("status/sources/0/state", altered["difference"])

    def test_a_role_changes_hands_only_to_whom_it_was_offered(self):
        self.incident("declare", "--title", "x")
        self.incident("role", "--role", "commander", "--person", "Kim")
        self.incident("role", "--role", "commander", "--person", "Lee")
        code, _, err = run("incident", "role", "--workspace", self.workspace, "--role", "commander", "--accept", "--by", "Sam")
        self.assertEqual(code, 5, err)
        self.assertEqual(self.incident("show")["incident"]["roles"], {"commander": "Kim"})

    def test_nothing_else_is_overwritten(self):
        out = self.file("precious")
        with open(out, "w", encoding="utf-8") as file:
            file.write("not a recording")
        code, _, err = run("record", self.workspace, "--out", out, "--for", "1s")
        self.assertEqual(code, 2, err)
        with open(out, encoding="utf-8") as file:
            self.assertEqual(file.read(), "not a recording")

    def test_wrong_calls_say_what_is_wrong(self):
        for words, status, said in ((("declare", "--workspace", self.workspace), 2, "title"),
                                    (("declare", "--title", "x"), 2, "--workspace"),
                                    (("verify",), 2, "FILE"),
                                    (("explode",), 2, "no action"),
                                    (("note", "--workspace", self.workspace, "--text", "x"), 2, "no incident is open"),
                                    (("verify", self.workspace), 1, "recording"),
                                    (("replay", self.file("none.surge")), 2, "none.surge")):
            code, out, err = run("incident", *words)
            self.assertEqual(code, status, (words, err))
            self.assertIn(said, out + err)


if __name__ == "__main__":
    main()
