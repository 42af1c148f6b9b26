# SPDX-License-Identifier: GPL-3.0-or-later
"""`surgedeck runbook` where a file is all that it needs: the library, what lint says, and how runs are refused."""
import os
import re
import tempfile
import unittest

from program import document, main, run

WORKSPACE = """version: 1
name: Corner Shop
environment: test
sources:
  - {id: cache, type: redis, role: cache, url: "redis://127.0.0.1:9"}
"""
RUNBOOK = """id: X1
title: A test
version: 1
summary: For tests.
signals:
  - {id: bad, title: Services that miss an objective, field: services.bad}
detects: [bad >= 1]
steps:
  - {id: look, kind: check, title: Look, look: [bad]}
  - {id: why, kind: ask, title: Why, answers: ["yes", "no"]}
"""
LINE = re.compile(r"^.+:\d+:\d+: (error|warning): .+ \[[a-z-]+\]$")


class Runbook(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        os.environ["XDG_STATE_HOME"] = os.path.join(self.folder.name, "state")
        self.workspace = self.file(WORKSPACE, "shop.yaml")

    def file(self, text, name):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_the_library(self):
        rows = document("runbook", "list")["runbooks"]
        self.assertEqual([r["id"] for r in rows], [f"R{n:02}" for n in range(23)])
        self.assertTrue(all(r["ok"] and r["title"] and r["summary"] for r in rows))
        self.assertIn("R02", run("runbook", "list")[1])

    def test_show(self):
        shown = document("runbook", "show", "R02")["runbook"]
        self.assertLessEqual(len(shown["memory"]), 3)
        ends = [s for s in shown["steps"] if s["id"] == "end-root"][0]
        self.assertEqual((ends["act"]["action"]["action"], ends["act"]["level"], ends["act"]["undo"]), ("session.end", 2, None))
        self.assertTrue(ends["act"]["because"] and ends["act"]["before"] and ends["act"]["verify"])
        self.assertIn("End the session of the root", run("runbook", "show", "R02")[1])
        self.assertEqual(run("runbook", "show", "R99")[0], 2)

    def test_lint(self):
        code, out, err = run("runbook", "lint", "--strict")
        self.assertEqual((code, out), (0, ""), err)
        self.assertEqual(document("runbook", "lint", "R02")["problems"], [])
        path = self.file(RUNBOOK.replace("[bad]}", "[bda]}"), "bad.yaml")
        code, out, _ = run("runbook", "lint", path)
        self.assertEqual(code, 1)
        self.assertTrue(all(LINE.match(line) for line in out.splitlines()), out)
        problems = document("runbook", "lint", path, status=1)["problems"]
        self.assertEqual([(p["file"], p["line"], p["rule"], p["severity"]) for p in problems], [(path, 9, "unknown-signal", "error")])
        self.assertIn('did you mean "bad"', problems[0]["message"])
        self.assertEqual(run("runbook", "lint", os.path.join(self.folder.name, "nope.yaml"))[0], 2)

    def test_lint_of_a_workspace(self):
        problems = document("runbook", "lint", "R02", "--workspace", self.workspace, status=1)["problems"]
        self.assertEqual([p["rule"] for p in problems if p["severity"] == "error"], ["not-in-workspace"])
        self.assertIn("role writer", problems[0]["message"])

    def test_folders_of_the_workspace(self):
        os.mkdir(os.path.join(self.folder.name, "books"))
        self.file(RUNBOOK, "books/x1.yaml")
        shop = self.file(WORKSPACE + "runbooks: {dirs: [books]}\n", "shop.yaml")
        self.assertEqual(document("check", shop)["problems"][1:], [])
        self.assertEqual(document("runbook", "show", "X1", "--workspace", shop)["runbook"]["id"], "X1")
        self.file(RUNBOOK.replace("kind: ask", "kind: aks"), "books/x1.yaml")
        self.assertIn("unknown-kind", [p["rule"] for p in document("check", shop, status=1)["problems"]])
        code, _, err = run("runbook", "run", "X1", "--workspace", shop, "--for", "1s")
        self.assertEqual(code, 2)
        self.assertIn("unknown-kind", err)

    def test_hostile_files_are_refused_with_their_line(self):
        steps = "steps:\n"
        hostile = {
            "alias bomb": "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n",
            "duplicate key": RUNBOOK.replace("title: A test\n", "title: A test\ntitle: Another\n"),
            "ten thousand steps": RUNBOOK.split(steps)[0] + steps
                                  + "".join(f"  - {{id: s{n}, kind: note, title: T}}\n" for n in range(10000)),
            "cycle": RUNBOOK.replace("kind: check, title: Look", "kind: check, otherwise: look, title: Look"),
            "shell": RUNBOOK.replace("title: Why", "title: \"$(reboot)\""),
            "template": RUNBOOK.replace("title: Why", "title: \"{{ bad }}\""),
            "sql": RUNBOOK.replace("detects: [bad >= 1]", "detects: [\"bad >= 1; drop table orders\"]"),
            "too large": RUNBOOK + "#" * (300 * 1024),
            "binary": "\x00\x01\x02",
        }
        # All of them by one call, as a folder of the workspace.
        os.mkdir(os.path.join(self.folder.name, "books"))
        paths = {name: self.file(text, f"books/{name.replace(' ', '-')}.yaml") for name, text in hostile.items()}
        shop = self.file(WORKSPACE + "runbooks: {dirs: [books]}\n", "shop.yaml")
        code, out, err = run("runbook", "lint", "--workspace", shop)
        self.assertEqual(code, 1, err)
        for name, path in paths.items():
            lines = [line for line in out.splitlines() if line.startswith(path + ":")]
            self.assertTrue(any(": error: " in line for line in lines), (name, out[:300]))
            self.assertTrue(all(LINE.match(line) for line in lines), (name, lines))
        for name in ("shell", "too large", "binary"):
            code, _, err = run("runbook", "run", paths[name], "--workspace", self.workspace, "--for", "1s")
            self.assertEqual(code, 2, (name, err))

    def test_on_paper(self):
        path = os.path.join(self.folder.name, "R02.pdf")
        code, out, err = run("runbook", "show", "R02", "--pdf", path)
        self.assertEqual((code, out), (0, ""), err)
        with open(path, "rb") as file:
            self.assertTrue(file.read(5).startswith(b"%PDF-"))
        self.assertEqual(run("runbook", "show", "R02", "--pdf", os.path.join(self.folder.name, "no", "R02.pdf"))[0], 1)

    def test_runs_and_scores_before_there_are_any(self):
        self.assertEqual(document("runbook", "runs", "--workspace", self.workspace)["runs"], [])
        self.assertEqual(run("runbook", "score", "--workspace", self.workspace)[0], 2)
        self.assertEqual(run("runbook", "runs")[0], 2)

    def test_runs_that_can_not_begin(self):
        for arguments, words in ((("run", "R02"), "--workspace"), (("run", "R99", "--workspace", self.workspace), "no runbook"),
                                 (("walk",), "list, show, lint, run, runs and score"),
                                 (("run", "R06", "--workspace", self.workspace, "--set", "full=400"), "60 to 100"),
                                 (("run", "R06", "--workspace", self.workspace, "--set", "fool=80"), "no parameter")):
            code, out, err = run("runbook", *arguments)
            self.assertEqual((code, out), (2, ""), arguments)
            self.assertIn(words, err)
        code, _, err = run("runbook", "run", "R06", "--workspace", self.workspace, "--for", "1s")
        self.assertEqual(code, 4, err)


if __name__ == "__main__":
    main()
