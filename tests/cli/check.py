# SPDX-License-Identifier: GPL-3.0-or-later
"""`surgedeck check` as scripts call it: what stands on which stream, and how it ends."""
import os
import re
import tempfile
import unittest

from program import document, main, run

GOOD = """version: 1
name: n
environment: test
sources:
  - {id: cache, type: redis, url: "rediss://cache.example:6379"}
"""
WARNING = GOOD + '  - {id: open, type: redis, url: "redis://cache.example:6379"}\n'
BAD = GOOD + "  - {id: cache, type: reddis, interval: 5}\n"
LINE = re.compile(r"^(?P<file>.+):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning): (?P<message>.+) \[(?P<rule>[a-z-]+)\]$")


class Check(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, text, name="shop.yaml"):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_a_good_file(self):
        code, out, err = run("check", self.file(GOOD), "--strict")
        self.assertEqual((code, out), (0, ""), err)
        self.assertIn("no problems", err)
        self.assertEqual(document("check", self.file(GOOD))["problems"], [])

    def test_warnings_count_when_strict(self):
        path = self.file(WARNING)
        self.assertEqual(run("check", path)[0], 0)
        self.assertEqual(run("check", path, "--strict")[0], 3)
        self.assertEqual([p["rule"] for p in document("check", path)["problems"]], ["weak-tls"])

    def test_text_and_json_say_the_same(self):
        path = self.file(BAD)
        code, out, _ = run("check", path)
        self.assertEqual(code, 1)
        rows = [LINE.match(line).groupdict() for line in out.splitlines()]
        problems = document("check", path, "--strict", status=1)["problems"]
        self.assertEqual(rows, [{key: str(value) for key, value in problem.items()} for problem in problems])
        self.assertEqual([(p["line"], p["column"], p["rule"]) for p in problems],
                         [(6, 10, "duplicate-id"), (6, 23, "unknown-type"), (6, 41, "bad-duration")])
        self.assertEqual({p["file"] for p in problems}, {path})

    def test_files_as_they_come(self):
        path = os.path.join(self.folder.name, "odd.yaml")
        good = GOOD.encode()
        for text, rule in ((b"\xef\xbb\xbf" + good, None), (good.replace(b"\n", b"\r\n"), None), (b"", "empty-file"),
                           (b"# nothing\n", "empty-file"), (GOOD.encode("utf-16"), "encoding"), (b"\xff\xfe\x00", "encoding"),
                           (b"\x7fELF\x02\x01\x01", "control-character"), (b"- a\n- b\n", "wrong-type"), (b"text", "wrong-type"),
                           (good + b"---\nversion: 1\n", "multiple-documents"), (good + b"# " + b"x" * 300_000, "too-large"),
                           (b"version: 1\nname: x\n\tsources: []\n", "syntax")):
            with open(path, "wb") as file:
                file.write(text)
            problems = document("check", path, status=1 if rule else 0)["problems"]
            self.assertEqual([p["rule"] for p in problems], [rule] if rule else [], text[:40])
            self.assertEqual(run("status", path, "--for", "100ms")[0], 2 if rule else 4)

    def test_what_can_not_be_read(self):
        for path in (os.path.join(self.folder.name, "nope.yaml"), self.folder.name):
            code, _, err = run("check", path)
            self.assertEqual(code, 2)
            self.assertIn("cannot read", err)
            self.assertEqual([p["rule"] for p in document("check", path, status=2)["problems"]], ["unreadable"])

    def test_usage(self):
        for arguments in ([], ["a", "b"], ["a", "--strikt"], ["a", "-o", "xml"]):
            code, out, err = run("check", *arguments)
            self.assertEqual((code, out), (2, ""), arguments)
            self.assertIn("usage: surgedeck check", err)

    def test_what_the_file_names(self):
        os.mkdir(os.path.join(self.folder.name, "rules"))
        os.mkdir(os.path.join(self.folder.name, "guides"))
        self.file("groups: []\n", "rules/a.yml")
        self.file("secret\n", "pw")
        os.chmod(os.path.join(self.folder.name, "pw"), 0o644)
        path = self.file(GOOD + '  - {id: b, type: redis, url: "rediss://u:${file:pw}@${env:NO_SUCH_HOST}"}\n'
                         'alerts: {rule_files: ["rules/*.yml", rules/b.yml]}\nrunbooks: {dirs: [guides, books]}\n')
        self.assertEqual([p["rule"] for p in document("check", path, status=1)["problems"]],
                         ["open-secret", "unset-variable", "missing-file", "missing-file"])


if __name__ == "__main__":
    main()
