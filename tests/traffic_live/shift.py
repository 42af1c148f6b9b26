# SPDX-License-Identifier: GPL-3.0-or-later
"""`surgedeck traffic` against a haproxy of its own under load: to the end, a bad canary, both bad, a crash, a reload, two consoles."""
import json
import os
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from edge import Edge  # noqa: E402
from program import PROGRAM, document, main, run  # noqa: E402

MEAN = ("--yes-i-mean", "checkout")


class Started:
    """A `traffic start -o json` that runs beside the test."""

    def __init__(self, workspace, *arguments, verb="start", person="Bob"):
        environment = {**os.environ, "SURGEDECK_PERSON": person}
        self.process = subprocess.Popen([PROGRAM, "traffic", verb, workspace, "checkout", *arguments, "-o", "json"],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        self.events = []

    def until(self, condition, what):
        for line in self.process.stdout:
            self.events.append(json.loads(line))
            if condition(self.events[-1]):
                return self.events[-1]
        raise AssertionError(f"it ended before {what}: {self.seen()} {self.process.stderr.read()[-800:]}")

    def finish(self, limit=60):
        out, err = self.process.communicate(timeout=limit)
        self.events += [json.loads(line) for line in out.splitlines()]
        return self.process.returncode, err

    def seen(self):
        return [(event["event"], event.get("to"), event.get("detail")) for event in self.events]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()


def baking(percent):
    return lambda event: event.get("to") == "baking" and event["desired"]["canary"] == percent


class ToTheEnd(unittest.TestCase):
    def test_every_step(self):
        with Edge() as edge:
            edge.load()
            workspace = edge.workspace()
            started = Started(workspace, *MEAN)
            status, err = started.finish()
            self.assertEqual(status, 0, (err, started.seen()))
            verified = [e["desired"]["canary"] for e in started.events if e["event"] == "verified"]
            self.assertEqual(verified, [1, 5, 10, 25, 50, 75, 100])
            self.assertEqual(edge.share(), 100)
            end = started.events[-1]
            self.assertEqual((end["schema"], end["event"], end["state"], end["exit"]), ("surgedeck/v1", "end", "done", 0))
            shown = document("traffic", "show", workspace, "checkout", "--for", "2s")
            self.assertEqual((shown["state"], shown["step"], shown["steps"]), ("done", 7, [1, 5, 10, 25, 50, 75, 100]))
            self.assertEqual(shown["desired"], {"stable": 0, "canary": 100})
            log = document("traffic", "log", workspace, "checkout")["entries"]
            self.assertEqual([e["event"] for e in log if e["event"] in ("intent", "done")], ["intent"] * 7 + ["done"])
            self.assertTrue(all(e["actor"] and e["time"] for e in log))


class Guards(unittest.TestCase):
    def test_a_canary_that_turns_bad_goes_back(self):
        with Edge() as edge:
            edge.load()
            before = edge.weights()
            started = Started(edge.workspace(steps=(25, 50, 75)), *MEAN)
            started.until(baking(25), "25 % bakes")
            edge.turn("new", True)
            status, err = started.finish()
            self.assertEqual(status, 1, (err, started.seen()))
            self.assertEqual(started.events[-1]["state"], "rolled_back", started.seen())
            self.assertIn("canary", started.events[-1]["reason"])
            self.assertEqual(edge.weights(), before)

    def test_both_bad_holds(self):
        with Edge() as edge:
            edge.load()
            started = Started(edge.workspace(steps=(25, 50)), *MEAN)
            started.until(baking(25), "25 % bakes")
            edge.turn("new", True)
            edge.turn("old", True)
            status, err = started.finish()
            self.assertEqual(status, 1, (err, started.seen()))
            end = started.events[-1]
            self.assertEqual((end["state"], end["desired"]["canary"]), ("held", 25), started.seen())
            self.assertIn("fail alike", end["reason"])


class Silence(unittest.TestCase):
    """What is not known holds, wherever it comes from, and moves nothing."""

    def held(self, edge, started, percent):
        status, err = started.finish()
        end = started.events[-1]
        self.assertEqual((status, end["state"], edge.share()), (1, "held", percent), (err, started.seen()))
        return end["reason"]

    def test_sticky_cookies(self):
        with Edge(sticky=True) as edge:
            edge.load()
            started = Started(edge.workspace(steps=(25, 50), bake="2s"), *MEAN)
            self.assertIn("no traffic", self.held(edge, started, 25))

    def test_no_traffic_at_all(self):
        with Edge() as edge:
            started = Started(edge.workspace(steps=(25, 50), bake="2s"), *MEAN)
            self.assertTrue(self.held(edge, started, 25))

    def test_the_figures_are_lost(self):
        with Edge() as edge:
            edge.load()
            started = Started(edge.workspace(steps=(10, 25), bake="6s"), *MEAN)
            started.until(baking(10), "10 % bakes")
            edge.turn("figures", True)
            self.assertTrue(self.held(edge, started, 10))


class Consoles(unittest.TestCase):
    def test_kill_and_recover(self):
        with Edge() as edge:
            edge.load()
            workspace = edge.workspace(steps=(10, 25))
            started = Started(workspace, *MEAN)
            started.until(lambda event: event["event"] == "intent", "an intent")
            started.kill()
            share = edge.share()
            self.assertIn(share, (0, 10))
            self.assertEqual(run("traffic", "start", workspace, "checkout", *MEAN)[0], 5)
            status, out, err = run("traffic", "recover", workspace, "checkout")
            self.assertEqual(status, 1, err)
            for word in ("hold", "resume", "roll-back"):
                self.assertIn(word, err)
            self.assertEqual(edge.share(), share)
            status, out, err = run("traffic", "recover", workspace, "checkout", "roll-back", *MEAN)
            self.assertEqual(status, 0, err)
            self.assertEqual(edge.share(), 0)
            self.assertEqual(document("traffic", "show", workspace, "checkout", "--for", "1s")["state"], "rolled_back")

    def test_hold_back_and_abort_from_another_process(self):
        with Edge() as edge:
            edge.load()
            workspace = edge.workspace(steps=(10, 25, 50), bake="5s")
            started = Started(workspace, *MEAN)
            started.until(baking(10), "10 % bakes")
            self.assertEqual(run("traffic", "start", workspace, "checkout", *MEAN)[0], 5)
            held = document("traffic", "hold", workspace, "checkout")
            self.assertEqual(held["state"], "held")
            self.assertEqual(started.finish()[0], 1, started.seen())
            status, out, err = run("traffic", "back", workspace, "checkout")
            self.assertEqual((status, edge.share()), (0, 0), err + out)
            self.assertEqual(run("traffic", "abort", workspace, "checkout")[0], 5)
            resumed = Started(workspace, *MEAN, verb="resume")
            resumed.until(baking(10), "10 % bakes again")
            status, out, err = run("traffic", "abort", workspace, "checkout", *MEAN)
            self.assertEqual((status, edge.share()), (0, 0), err + out)
            self.assertEqual(resumed.finish()[0], 1, resumed.seen())

    def test_a_guard_rolls_back_what_nobody_watches(self):
        with Edge() as edge:
            edge.load()
            workspace = edge.workspace(steps=(25, 50), bake="20s")
            started = Started(workspace, *MEAN)
            started.until(baking(25), "25 % bakes")
            self.assertEqual(run("guard", workspace, "checkout")[0], 5)
            guard = subprocess.Popen([PROGRAM, "guard", workspace, "checkout", *MEAN], stdout=subprocess.DEVNULL)
            self.addCleanup(guard.wait)
            self.addCleanup(guard.terminate)
            started.kill()
            edge.turn("new", True)
            edge.wait(lambda: edge.share() == 0, "the guard rolls back", 30)
            edge.wait(lambda: document("traffic", "show", workspace, "checkout", "--for", "1s")["state"] == "aborted", "it says so")

    def test_two_race_and_one_wins(self):
        with Edge() as edge:
            edge.load()
            workspace = edge.workspace(steps=(10,))
            both = [Started(workspace, *MEAN, person=person) for person in ("Bob", "Ann")]
            codes = sorted(one.finish()[0] for one in both)
            self.assertEqual(codes, [0, 5], [one.seen() for one in both])
            log = document("traffic", "log", workspace, "checkout")["entries"]
            self.assertEqual(len([e for e in log if e["event"] == "intent"]), 1)

    def test_a_reload_in_the_middle_of_a_plan(self):
        with Edge() as edge:
            edge.load()
            started = Started(edge.workspace(steps=(10, 25)), *MEAN)
            started.until(baking(10), "10 % bakes")
            edge.reload()
            status, err = started.finish()
            self.assertEqual((status, started.events[-1]["state"]), (1, "drifted"), (err, started.seen()))
            self.assertEqual(edge.share(), 0)


class Refusals(unittest.TestCase):
    def refused(self, edge, arguments, words, status=5, **workspace):
        before = edge.weights()
        code, out, err = run("traffic", "start", edge.workspace(**workspace), "checkout", *arguments)
        self.assertEqual(code, status, err)
        self.assertIn(words, err)
        self.assertEqual(edge.weights(), before)

    def test_what_is_refused_changes_nothing(self):
        with Edge() as edge:
            edge.load(2)
            self.refused(edge, (), "has to be confirmed")
            self.refused(edge, ("--yes-i-mean", "checkuot"), "checkuot")
            self.refused(edge, MEAN, "acting credential", act=False)
            self.refused(edge, MEAN, "level user", acting=f"tcp://127.0.0.1:{edge.ports['runtime']}")
            self.refused(edge, MEAN, "proven for", room=10)
            self.refused(edge, MEAN, "the sale", freezes='  freezes: [{name: the sale, start: "2020-01-01", end: "2100-01-01"}]')
            self.refused(edge, (*MEAN, "--to", "0"), "--to takes", status=2)
            self.refused(edge, MEAN, "", status=4, acting="tcp://127.0.0.1:1")
            self.assertEqual(run("traffic", "start", edge.workspace(), "nowhere", *MEAN)[0], 2)
            self.assertEqual(run("traffic", "hold", edge.workspace(), "checkout")[0], 5)

    def test_a_large_step_needs_a_second_person(self):
        with Edge() as edge:
            edge.load()
            workspace = edge.workspace(steps=(60,))
            os.environ["SURGEDECK_PERSON"] = "Bob"
            code, out, err = run("traffic", "start", workspace, "checkout", *MEAN)
            self.assertEqual(code, 5, err)
            self.assertIn("second person", err)
            self.assertEqual(edge.share(), 0)
            self.assertEqual(run("traffic", "approve", workspace, "checkout", *MEAN)[0], 5)
            os.environ["SURGEDECK_PERSON"] = "Ann"
            code, out, err = run("traffic", "approve", workspace, "checkout", *MEAN)
            self.assertEqual(code, 0, err)
            os.environ["SURGEDECK_PERSON"] = "Bob"
            code, out, err = run("traffic", "start", workspace, "checkout", *MEAN)
            self.assertEqual(code, 0, err + out)
            self.assertEqual(edge.share(), 60)

    def test_a_static_algorithm_is_refused(self):
        with Edge(balance="static-rr") as edge:
            edge.load(2)
            code, out, err = run("traffic", "start", edge.workspace(), "checkout", *MEAN)
            self.assertEqual(code, 1, err)
            self.assertIn("static-rr", out)
            self.assertEqual(edge.share(), 0)


if __name__ == "__main__":
    main()
