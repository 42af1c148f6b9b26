#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""verb.py SURGEDECK: `surgedeck metrics parse` as scripts call it."""
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
LINE = re.compile(r"^(?P<file>.+):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning): (?P<message>.+) \[(?P<rule>[a-z-]+)\]$")


def parse(*arguments, page=b""):
    done = subprocess.run([PROGRAM, "metrics", "parse", *arguments], input=page, capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class MetricsParse(unittest.TestCase):
    def samples(self, page, *arguments):
        code, out, err = parse("-", *arguments, page=page)
        self.assertEqual(code, 0, err)
        return json.loads(out)

    def problems(self, page, *arguments):
        code, out, err = parse("-", *arguments, page=page)
        self.assertEqual((code, out), (1, ""), err)
        return [LINE.match(line).groupdict() for line in err.splitlines()]

    def test_samples_in_the_order_of_the_page(self):
        page = b'# TYPE b counter\nb_total{z="1",a="\xc3\xa4\\n\\"",e=""} 2 1.5\n# TYPE a gauge\na 1e22\n# EOF\n'
        self.assertEqual(self.samples(page), [
            {"name": "b_total", "labels": {"a": "\u00e4\n\"", "z": "1"}, "value": 2, "timestamp_ms": 1500},
            {"name": "a", "labels": {}, "value": 1e22, "timestamp_ms": None}])

    def test_what_json_has_no_numbers_for(self):
        self.assertEqual([each["value"] for each in self.samples(b"a NaN\nb Inf\nc -inf\n")], ["NaN", "+Inf", "-Inf"])

    def test_numbers_come_back_to_the_last_bit(self):
        texts = ["0.1", "1e-323", "1.7976931348623157e308", "-0", "123456789012345678", "0.1234567890123456789", "1e21", "100000"]
        page = "".join(f"a{{i=\"{i}\"}} {text}\n" for i, text in enumerate(texts)).encode()
        values = [each["value"] for each in self.samples(page)]
        self.assertEqual([struct.pack("d", value) for value in values], [struct.pack("d", float(text)) for text in texts])

    def test_the_last_line_tells_the_format(self):
        self.assertEqual(self.samples(b"a 1 1500\n# EOF\n")[0]["timestamp_ms"], 1500000)
        self.assertEqual(self.samples(b"a 1 1500\n# EOF\n", "--format", "text")[0]["timestamp_ms"], 1500)
        self.assertEqual(self.samples(b"# EOF\na 1 1500\n")[0]["timestamp_ms"], 1500)
        self.assertEqual([each["rule"] for each in self.problems(b"a 1\n", "--format", "openmetrics")], ["missing-eof"])

    def test_a_warning_counts_only_when_asked(self):
        self.assertEqual(parse("-", page=b"a 1")[0], 0)
        code, out, err = parse("-", "--strict", page=b"a 1")
        self.assertEqual((code, json.loads(out)[0]["value"]), (3, 1), err)
        self.assertEqual(parse("-", "--strict", page=b"a 1\n")[0], 0)
        self.assertEqual(parse("-", "--strict", page=b"a x")[0], 1)

    def test_empty_pages(self):
        self.assertEqual(self.samples(b""), [])
        self.assertEqual(self.samples(b"# EOF"), [])

    def test_every_problem_has_its_place(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "page.txt")
            with open(path, "wb") as file:
                file.write('a{b="\u00e4"} x\n# TYPE a foo\na{b=\'c\'} 1\n'.encode())
            code, out, err = parse(path)
        self.assertEqual((code, out), (1, ""))
        rows = [LINE.match(line).groupdict() for line in err.splitlines()]
        self.assertEqual([(row["line"], row["column"], row["rule"]) for row in rows],
                         [("1", "10", "number"), ("2", "10", "type"), ("3", "5", "label-value")])
        self.assertEqual({row["file"] for row in rows}, {path})
        self.assertEqual({row["severity"] for row in rows}, {"error"})

    def test_warnings_do_not_fail(self):
        code, out, err = parse("-", page=b" a 1\n")
        self.assertEqual((code, len(json.loads(out))), (0, 1))
        self.assertEqual(LINE.match(err.strip())["severity"], "warning")

    def test_what_a_page_holds_does_not_reach_the_terminal_as_it_is(self):
        code, _, err = parse("-", page='a \x1b[31m\u202e\n'.encode())
        self.assertEqual(code, 1)
        self.assertNotIn("\x1b", err)
        self.assertNotIn("\u202e", err)

    def test_wrong_calls_and_unreadable_files(self):
        for arguments in ((), ("-", "--format", "json"), ("-", "more"), ("/nonexistent",), ("/",), ("-", "--nope")):
            code, out, err = parse(*arguments)
            self.assertEqual((code, out), (2, ""), arguments)
            self.assertTrue(err, arguments)
        done = subprocess.run([PROGRAM, "metrics", "push", "-"], capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 2)

    def test_a_large_page(self):
        page = b"".join(b'm{i="%d"} %d\n' % (i, i) for i in range(100_000))
        self.assertEqual(len(self.samples(page)), 100_000)


if __name__ == "__main__":
    unittest.main()
