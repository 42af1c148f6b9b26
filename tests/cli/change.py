# SPDX-License-Identifier: GPL-3.0-or-later
"""`surgedeck change`: what a deploy script calls and what it gets back."""
import os
import re
import tempfile
import unittest

from program import document, main, run

WORKSPACE = """version: 1
name: Corner Shop
environment: test
sources:
  - {id: cache, type: redis, url: "rediss://cache.example:6379"}
"""


class Change(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.workspace = os.path.join(self.folder.name, "shop.yaml")
        with open(self.workspace, "w", encoding="utf-8") as file:
            file.write(WORKSPACE)
        os.environ["XDG_STATE_HOME"] = os.path.join(self.folder.name, "state")
        os.environ["SURGEDECK_PERSON"] = "Kim"

    def test_what_is_told_is_listed(self):
        told = document("change", "add", self.workspace, "--kind", "deploy", "--title", "checkout 4.3",
                        "--at", "2026-11-27T03:00:00+01:00")["change"]
        self.assertEqual({**told, "id": ""}, {"id": "", "time": "2026-11-27T02:00:00.000Z", "kind": "deploy",
                                              "title": "checkout 4.3", "by": "Kim"})
        code, out, err = run("change", "add", self.workspace, "--kind", "flag", "--title", "new cart on", "--by", "release bot")
        self.assertEqual(code, 0, err)
        self.assertRegex(out, r"^told: flag, new cart on, 20\d\d-.*Z\n$")
        listed = document("change", "list", self.workspace)["changes"]
        self.assertEqual([(c["kind"], c["by"]) for c in listed], [("deploy", "Kim"), ("flag", "release bot")])
        self.assertEqual(len({c["id"] for c in listed}), 2)
        self.assertIn("checkout 4.3", run("change", "list", self.workspace)[1])

    def test_wrong_calls_say_what_is_wrong(self):
        for arguments, words in (
                (("add", self.workspace, "--title", "x"), "--kind takes one of"),
                (("add", self.workspace, "--kind", "deploi", "--title", "x"), "--kind takes one of"),
                (("add", self.workspace, "--kind", "deploy"), "--title"),
                (("add", self.workspace, "--kind", "deploy", "--title", "x" * 201), "at most 200"),
                (("add", self.workspace, "--kind", "deploy", "--title", "x", "--at", "tomorrow"), "is no time"),
                (("add", self.workspace, "--kind", "deploy", "--title", "x", "--at", "2126-01-01T00:00:00Z"), "lies ahead"),
                (("remove", self.workspace), "neither add nor list"),
                (("add",), "WORKSPACE is missing")):
            code, out, err = run("change", *arguments)
            self.assertEqual((code, out), (2, ""), arguments)
            self.assertIn(words, err)
        self.assertEqual(document("change", "list", self.workspace)["changes"], [])

    def test_hostile_words_do_not_reach_the_terminal(self):
        code, out, err = run("change", "add", self.workspace, "--kind", "other", "--title", "a\x1b[31mred\u202e")
        self.assertEqual(code, 0, err)
        self.assertIsNone(re.search("[\x1b\u202e]", out + run("change", "list", self.workspace)[1]))


if __name__ == "__main__":
    main()
