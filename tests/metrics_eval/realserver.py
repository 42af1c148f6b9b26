#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""realserver.py CASES...: what the tables say of 2.42 is asked of a real one.

Every load becomes a group of unit tests of promtool, whose engine is the server's. It is told to expect a series that there is
not, so that its complaint says what it got; that is compared here with what the table expects.
"""
import json
import math
import re
import subprocess
import sys
import tempfile
import os


def split_series(text):
    quoted, depth = False, 0
    for i, c in enumerate(text):
        if c == '"' and (i == 0 or text[i - 1] != "\\"):
            quoted = not quoted
        elif not quoted and c == "{":
            depth += 1
        elif not quoted and c == "}":
            depth -= 1
        elif not quoted and depth == 0 and c == " ":
            return text[:i], text[i:].strip()
    return text, ""


def labels_of(text):
    name, _, rest = text.partition("{")
    found = dict(re.findall(r'(\w+)\s*=\s*("(?:\\.|[^"\\])*")', rest))
    found = {key: json.loads(value) for key, value in found.items()}
    if name.strip():
        found["__name__"] = name.strip()
    return tuple(sorted((key, value) for key, value in found.items() if value != ""))


def seconds(text):
    number, unit = re.fullmatch(r"(-?[\d.]+)(ms|s|m|h|)", text).groups()
    return float(number) * {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "": 1}[unit]


def values_of(text):
    values = []
    for word in text.split():
        word, _, more = word.partition("x") if not word.startswith("0x") else (word, "", "")
        count = int(more or 0) + 1
        both = re.fullmatch(r"(.+?[^e])([+-].+)", word)
        if word == "_":
            values += [None] * (int(more) if more else 1)
        elif both and not word.startswith(("+Inf", "-Inf")):
            values += [float(both[1]) + i * float(both[2]) for i in range(count)]
        else:
            values += [float(word)] * count
    return values


class Case:
    def __init__(self, place, head, expression, fails):
        self.place, self.expression, self.failure = place, expression, "" if fails else None
        self.rules = "v3" if "v3" in head else "any"
        self.is_unasked = "unasked" in head
        times = head[-1]
        self.is_range = ".." in times
        if self.is_range:
            start, rest = times.split("..")
            end, step = rest.split("/")
            first, last, step = seconds(start), seconds(end), seconds(step)
            self.times = [first + i * step for i in range(int((last - first) / step + 1e-9) + 1)]
        else:
            self.times = [seconds(times)]
        self.series = []

    def askable(self):
        """promtool knows no range selector as a result, no time before the load, no range query."""
        bound_to_range = self.is_range and (self.failure or re.search(r"start\(\)|end\(\)", self.expression))
        if self.is_unasked or self.rules == "v3":
            return False
        return self.times[0] >= 0 and not bound_to_range and not any("@" in text for _, text in self.series)

    def expected_at(self, step):
        found = {}
        for labels, text in self.series:
            values = values_of(text)
            if step < len(values) and values[step] is not None:
                found[labels_of(labels)] = values[step]
        return found


def read(path):
    groups, case, loading = [], None, False
    for number, line in enumerate(open(path), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if line.startswith(" "):
            if loading:
                groups[-1]["series"].append(split_series(text))
            elif case.failure is not None:
                case.failure = text
            else:
                case.series.append(split_series(text))
            continue
        loading = text.startswith("load ")
        if loading:
            groups.append({"interval": text.split()[1], "series": [], "cases": []})
        elif not text.startswith("note "):
            head, _, expression = text.partition(": ")
            words = [word for word in head.split()[1:] if word != "sorted"]
            case = Case(f"{os.path.basename(path)}:{number}", words, expression.strip(), text.startswith("fail"))
            groups[-1]["cases"].append(case)
    return groups


def duration(value):
    return f"{round(value * 1000)}ms"


def ask(group, questions):
    """For each (expression, time) the samples that promtool got, as {labels: value}, or its error as text."""
    never = [{"labels": "surgedeck_never", "value": 1}]
    tests = [{"expr": expression, "eval_time": duration(time), "exp_samples": never} for expression, time in questions]
    # Samples are loaded a minute at a time, up to the last question.
    last = max(time for _, time in questions) + 600
    tests.append({"expr": "1", "eval_time": duration(last), "exp_samples": [{"labels": "{}", "value": 1}]})
    series = [{"series": name, "values": values} for name, values in group["series"]]
    content = {"evaluation_interval": "1m", "tests": [
        {"interval": group["interval"], "input_series": series, "promql_expr_test": tests}]}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "test.yml")
        json.dump(content, open(path, "w"))
        done = subprocess.run(["promtool", "test", "rules", path], capture_output=True, text=True, timeout=60)
    answers = re.split(r"^    expr: ", done.stderr + done.stdout, flags=re.M)[1:]
    if len(answers) != len(questions):
        sys.exit(f"promtool answered {len(answers)} of {len(questions)} questions: {done.stderr}")
    return [samples_of(answer) for answer in answers]


def samples_of(answer):
    got = re.search(r"^ +got: ?(.*)$", answer, re.M)
    if not got:
        return answer
    samples = {}
    for part in re.split(r"(?<=[\dfN]), (?=\{)", got[1]) if got[1] != "nil" else []:
        labels, value = part.rsplit(" ", 1)
        samples[labels_of(labels)] = float(value)
    return samples


def close(a, b):
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return a == b or abs(a - b) <= 1e-12 * max(abs(a), abs(b))


def differs(got, expected):
    return isinstance(got, str) or got.keys() != expected.keys() or not all(close(got[k], expected[k]) for k in got)


def holds(case, step, got):
    if case.failure is None:
        return not differs(got, case.expected_at(step))
    return case.failure != "" and isinstance(got, str) and case.failure in got.replace('\\"', '"')


def main():
    asked = wrong = 0
    for group in (group for path in sys.argv[1:] for group in read(path)):
        questions = [(case, step) for case in group["cases"] if case.askable() for step in range(len(case.times))]
        if not questions:
            continue
        answers = ask(group, [(case.expression, case.times[step]) for case, step in questions])
        for (case, step), got in zip(questions, answers):
            asked += 1
            if not holds(case, step, got):
                wrong += 1
                print(f"{case.place}: {case.expression} at {case.times[step]} s\n  server: {got}\n"
                      f"  table:  {case.failure or case.expected_at(step)}")
    print(f"{asked} questions, {wrong} differences")
    return 1 if wrong or not asked else 0


sys.exit(main())
