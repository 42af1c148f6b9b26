# SPDX-License-Identifier: GPL-3.0-or-later
"""`surgedeck query` as programs call it: envelopes, exit statuses, batches, files good and bad."""
import json
import os
import subprocess
import tempfile
import unittest

import program

LINES = [
    {"labels": {"__name__": "up", "job": "b"}, "samples": [[60000, 1e-7], [0, 1e21], [30000, -0.0], [-5000, 7]]},
    {"labels": {"job": "a", "__name__": "up", "zone": "1"},
     "samples": [[0, 1], [15000, "NaN"], [30000, "stale"], [45000, 2.5], [60000, "+Inf"]]},
]
OPENMETRICS = '# TYPE hits counter\nhits_total{x="1"} 1 0\nhits_total{x="1"} 4 15.5\n# EOF\n'
TEXT = 'load{x="1"} 1 0\nload{x="1"} NaN 15500\n'


def feed(lines, *arguments, timeout=60):
    """(exit status, answers, standard error) of a call that reads standard input"""
    done = subprocess.run([program.PROGRAM, "query", *arguments], input="".join(line + "\n" for line in lines),
                          capture_output=True, text=True, timeout=timeout)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


class Query(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.data = cls.file("data.jsonl", "".join(json.dumps(line) + "\n" for line in LINES))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def file(cls, name, text):
        path = os.path.join(cls.folder.name, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return path

    def ask(self, *arguments, status=0):
        code, out, err = program.run("query", *arguments, "-o", "json")
        self.assertEqual(code, status, err)
        return json.loads(out)

    def result(self, expression, *arguments):
        answer = self.ask(expression, "--data", self.data, *arguments)
        self.assertEqual(answer["status"], "success")
        return answer["data"]

    def test_a_vector_is_that_of_the_api(self):
        data = self.result("up")
        self.assertEqual(data["resultType"], "vector")
        self.assertEqual(data["result"], [
            {"metric": {"__name__": "up", "job": "a", "zone": "1"}, "value": [60, "+Inf"]},
            {"metric": {"__name__": "up", "job": "b"}, "value": [60, "1e-07"]}])
        self.assertEqual(list(data["result"][0]["metric"]), ["__name__", "job", "zone"])

    def test_time_is_a_second_or_a_date(self):
        for time in ("15.5", "1970-01-01T00:00:15.5Z", "1970-01-01T01:00:15.5+01:00"):
            self.assertEqual(self.result('up{job="b"}', "--time", time)["result"][0]["value"], [15.5, "1e+21"])
        self.assertEqual(self.result('up{job="b"}', "--time", "-1")["result"][0]["value"], [-1, "7"])
        self.assertEqual(self.result('up{job="a"}', "--time", "31")["result"], [])

    def test_other_types(self):
        self.assertEqual(self.result("1e21")["result"], [60, "1000000000000000000000"])
        self.assertEqual(self.result('"text"'), {"resultType": "string", "result": [60, "text"]})
        data = self.result('up{job="a"}[1m]')
        self.assertEqual(data["resultType"], "matrix")
        self.assertEqual(data["result"][0]["values"], [[15, "NaN"], [45, "2.5"], [60, "+Inf"]])
        self.assertEqual(self.result("nothing"), {"resultType": "vector", "result": []})

    def test_a_range_has_its_steps(self):
        for step in ("30", "30s", "30000ms"):
            data = self.result('up{job="b"}', "--start", "0", "--end", "60", "--step", step)
            self.assertEqual(data["resultType"], "matrix")
            self.assertEqual(data["result"][0]["values"], [[0, "1e+21"], [30, "-0"], [60, "1e-07"]])

    def test_the_rules_and_the_lookback(self):
        self.assertEqual(len(self.result("up", "--time", "360", "--promql-compat", "2")["result"]), 2)
        self.assertEqual(self.result("up", "--time", "360")["result"], [])
        self.assertEqual(self.result("up", "--time", "71", "--lookback", "10s")["result"], [])
        self.assertEqual(len(self.result("up", "--time", "71", "--lookback", "12")["result"]), 2)

    def test_an_expression_may_begin_with_a_sign(self):
        for expression in ("-up", "-1", "--1", "-offset", "-(up)", "- - up"):
            self.assertEqual(self.ask(expression, "--data", self.data)["status"], "success", expression)
            code, out, _ = program.run("query", "-o", "json", "--data=" + self.data, "--time=60", "--", expression)
            self.assertEqual((code, json.loads(out)["status"]), (0, "success"), expression)
        code, _, err = program.run("query", "up", "--data", self.data, "--tiem", "1")
        self.assertEqual(code, 2)
        self.assertIn("tiem", err)

    def test_errors_are_those_of_the_api(self):
        answer = self.ask("up + (", "--data", self.data, status=1)
        self.assertEqual(answer, {"status": "error", "errorType": "bad_data",
                                  "error": 'invalid parameter "query": 1:7: parse error: unclosed left parenthesis'})
        answer = self.ask("up\n  ! x", "--data", self.data, status=1)
        self.assertIn("2:3: parse error", answer["error"])
        self.assertEqual(self.ask("up + on(none) up", "--data", self.data, status=1)["errorType"], "execution")
        for bad in (["--end", "-1"], ["--step", "0"], ["--step", "-5"], ["--end", "1e6", "--step", "1"]):
            arguments = {"--start": "0", "--end": "60", "--step": "15"}
            arguments.update(zip(bad[::2], bad[1::2]))
            answer = self.ask("up", "--data", self.data, *[w for pair in arguments.items() for w in pair], status=1)
            self.assertEqual(answer["errorType"], "bad_data")
        self.assertEqual(len(self.result("up", "--start", "0", "--end", "11000", "--step", "1")["result"]), 2)
        span = ["--start", "0", "--end", "60", "--step", "15"]
        words = 'invalid expression type "string" for range query, must be Scalar or instant Vector'
        answer = self.ask('"text"', "--data", self.data, *span, status=1)
        self.assertEqual(answer["error"], f'invalid parameter "query": {words}')
        answer = self.ask('"text"', "--data", self.data, *span, "--promql-compat", "2", status=1)
        self.assertEqual(answer["error"], words)

    def test_wrong_calls_end_with_2(self):
        for arguments in ([], ["up"], ["up", "--data", "/nothing/there"], ["up", "--data", self.data, "--time", "noon"],
                          ["up", "--data", self.data, "--start", "0"], ["up", "--data", self.data, "--lookback", "0"],
                          ["up", "--data", self.data, "--promql-compat", "1"], ["--batch"], ["--parse", "up"],
                          ["up", "--data", self.data, "--workspace", "w.yaml"], ["up", "--data", self.data, "-o", "xml"],
                          ["up", "--data", self.data, "--format", "xml"]):
            code, out, err = program.run("query", *arguments)
            self.assertEqual((code, out), (2, ""), arguments)
            self.assertTrue(err)
        code, _, err = program.run("query", "up", "--data")
        self.assertEqual(code, 2)
        self.assertIn("--data", err)

    def test_a_table_is_for_people(self):
        code, out, _ = program.run("query", "up", "--data", self.data)
        self.assertEqual(code, 0)
        self.assertIn('up{job="b"}', out)
        self.assertIn("1970-01-01T00:01:00.000Z", out)
        code, out, err = program.run("query", "up +", "--data", self.data)
        self.assertEqual((code, out), (1, ""))
        self.assertIn("unexpected end of input", err)

    def test_files_of_other_forms(self):
        for name, text, query, value in (("a.om", OPENMETRICS, "hits_total", "4"), ("a.txt", TEXT, "load", "NaN")):
            path = self.file(name, text)
            self.assertEqual(self.ask(query, "--data", path)["data"]["result"][0]["value"], [15.5, value])
        self.assertEqual(self.ask("hits_total", "--data", self.file("b", OPENMETRICS), "--format", "openmetrics")["status"],
                         "success")
        self.assertEqual(self.ask("up", "--data", self.file("empty", ""))["data"]["result"], [])

    def test_bad_files_are_named_with_their_place(self):
        for text, place in (('{"labels":{},"samples":[[1,"x"]]}', ":1:31: error: "), ("up 1\n", ":1:4: error: "),
                            ('{"labels":', ":1:11: error: "), ("up 1 1\nup{ 1 1\n", ":2:5: error: ")):
            path = self.file("bad", text)
            code, out, err = program.run("query", "up", "--data", path)
            self.assertEqual((code, out), (2, ""))
            self.assertIn(path + place, err)

    def test_a_batch_answers_every_line_in_order(self):
        lines = [json.dumps({"id": "first", "query": "up", "time_ms": 0}),
                 json.dumps({"id": 7, "query": 'up{job="b"}', "start_ms": 0, "end_ms": 60000, "step_ms": 30000}),
                 json.dumps({"id": "newest", "query": 'up{job="b"}'}),
                 json.dumps({"id": "bad", "query": "up("}), json.dumps({"id": "none"}), '{"id":"broken","query":', "nonsense",
                 json.dumps({"id": "type", "query": "up", "time_ms": "0"}),
                 json.dumps({"id": "long", "query": "up or " * 20000 + "up"}),
                 json.dumps({"id": "last", "query": "1", "time_ms": -1})]
        code, answers, _ = feed(lines, "--batch", "--data", self.data)
        self.assertEqual(code, 0)
        self.assertEqual([a["id"] for a in answers],
                         ["first", 7, "newest", "bad", "none", "broken", None, "type", "long", "last"])
        self.assertEqual([a["status"] for a in answers], ["success"] * 3 + ["error"] * 6 + ["success"])
        self.assertEqual(len(answers[0]["data"]["result"]), 2)
        self.assertEqual(len(answers[1]["data"]["result"][0]["values"]), 3)
        self.assertEqual(answers[2]["data"]["result"][0]["value"], [60, "1e-07"])
        self.assertEqual(answers[-1]["data"]["result"], [-0.001, "1"])
        self.assertTrue(all(a["error"] for a in answers if a["status"] == "error"))

    def test_no_answer_looks_like_two_lines(self):
        words = "a\u2028b\u2029c\u0085d"
        done = subprocess.run([program.PROGRAM, "query", "--batch", "--data", self.data], capture_output=True, timeout=60,
                              input=json.dumps({"id": words, "time_ms": 0, "query": f'label_replace(vector(1), "l", "{words}", "", "")'})
                              .encode() + b"\n")
        answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
        self.assertEqual([answer["id"] for answer in answers], [words])
        self.assertEqual(answers[0]["data"]["result"][0]["metric"], {"l": words})

    def test_a_batch_answers_at_once(self):
        process = subprocess.Popen([program.PROGRAM, "query", "--batch", "--data", self.data], text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "query": "1 + 1"}) + "\n")
            process.stdin.flush()
            self.assertEqual(json.loads(process.stdout.readline())["id"], number)
        process.stdin.close()
        self.assertEqual(process.wait(10), 0)
        process.stdout.close()

    def test_expressions_are_only_parsed(self):
        code, answers, _ = feed(["up", "sum(up", "", "rate(up)", "caf\u00e9"], "--parse")
        self.assertEqual(code, 0)
        self.assertEqual([(a["query"], a["ok"], a["position"]) for a in answers],
                         [("up", True, None), ("sum(up", False, 6), ("", False, 0), ("rate(up)", False, 5),
                          ("caf\u00e9", False, 3)])
        self.assertIsNone(answers[0]["error"])
        self.assertEqual(answers[2]["error"], "no expression found in input")
        self.assertFalse(feed(["holt_winters(x[5m], 0.5, 0.5)"], "--parse")[1][0]["ok"])
        self.assertTrue(feed(["holt_winters(x[5m], 0.5, 0.5)"], "--parse", "--promql-compat", "2")[1][0]["ok"])
        self.assertFalse(feed(["x" * 100_000], "--parse")[1][0]["ok"])


if __name__ == "__main__":
    program.main()
