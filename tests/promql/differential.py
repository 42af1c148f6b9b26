# SPDX-License-Identifier: GPL-3.0-or-later
"""The same questions to a real Prometheus 2.42 and to `surgedeck query --batch`: every answer has to be the same.

usage: differential.py SURGEDECK FUNCTIONS [COUNT [SEED]]
FUNCTIONS lists what the parser knows: one function a line, with the rule sets that have it (`2`, `3` or `2 3`).
"""
import concurrent.futures
import json
import math
import os
import subprocess
import sys
import tempfile

import dataset
import differences
from generator import Generator, wanted
from server import Prometheus

TOLERANCE = 1e-9
NOISE = 1e-15  # what is left of a difference of rounded numbers
# Under these rules 2.42 can not be asked: no server with them is at hand.
BEYOND_THE_SERVER = {2: set(), 3: {"histogram_avg", "histogram_stddev", "histogram_stdvar", "histogram_fraction"}}


def same_number(a, b):
    x, y = float(a), float(b)
    if math.isnan(x) or math.isnan(y):
        return math.isnan(x) and math.isnan(y)
    if math.isinf(x) or math.isinf(y):
        return x == y
    return abs(x - y) <= max(NOISE if max(abs(x), abs(y)) > NOISE / 1000 else 0, TOLERANCE * max(abs(x), abs(y)))


def same_points(a, b):
    return len(a) == len(b) and all(p[0] == q[0] and same_number(p[1], q[1]) for p, q in zip(a, b))


def points(series):
    return series["values"] if "values" in series else [series["value"]]


def by_labels(result):
    return {json.dumps(series["metric"], sort_keys=True): points(series) for series in result}


def difference(query, theirs, ours):
    """None, or in what the answers differ."""
    if theirs["status"] != ours["status"]:
        return "status"
    if theirs["status"] == "error":
        return None if theirs["errorType"] == ours["errorType"] else "kind of error"
    their, our = theirs["data"], ours["data"]
    if their["resultType"] != our["resultType"]:
        return "type of result"
    if their["resultType"] == "scalar":
        return None if same_points([their["result"]], [our["result"]]) else "value"
    a, b = by_labels(their["result"]), by_labels(our["result"])
    if len(b) != len(our["result"]):
        return "a label set twice"
    if set(a) != set(b):
        return "label sets"
    if not all(same_points(a[key], b[key]) for key in a):
        return "values"
    ordered = "time_ms" in query and query["query"].startswith("sort")
    if ordered and not same_points([points(s)[0] for s in their["result"]], [points(s)[0] for s in our["result"]]):
        return "order"
    return None


def answers_of_server(server, queries):
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        return list(pool.map(server.ask, queries))


def answers_of_program(program, data, queries, rules):
    lines = "".join(json.dumps({k: v for k, v in query.items() if k not in ("feature", "theirs")}) + "\n" for query in queries)
    done = subprocess.run([program, "query", "--batch", "--data", data, "--promql-compat", str(rules)], input=lines,
                          capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise SystemExit(f"surgedeck query --batch: exit {done.returncode}\n{done.stderr[-3000:]}")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if [answer["id"] for answer in answers] != [query["id"] for query in queries]:
        raise SystemExit("surgedeck query --batch: the answers are not those to the questions, in their order")
    return answers


def shown(answer):
    if answer["status"] == "error":
        return f"{answer['errorType']}: {answer['error']}"
    return json.dumps(answer["data"]["result"])[:600]


def coverage(generator, functions, rules):
    """Prints what was covered and returns what was not."""
    names = {name for name, sets in functions.items() if str(rules) in sets} - BEYOND_THE_SERVER[rules]
    needed = wanted(names, rules)
    print(f"rules {rules}: coverage: " + " ".join(f"{name}={generator.seen[name]}" for name in sorted(needed)))
    return sorted(name for name in needed if generator.seen[name] == 0)


def compare(queries, theirs, ours, rules):
    failures = 0
    values = errors = words = 0
    for query, a, b in zip(queries, theirs, ours):
        what = difference(query, a, b)
        errors += a["status"] == "error"
        words += a["status"] == "error" and b["status"] == "error" and a["error"] != b["error"]
        values += a["status"] == "success" and bool(a["data"]["result"])
        if what:
            failures += 1
            if failures <= 20:
                print(f"rules {rules}: {what} of {json.dumps(query)}\n  prometheus: {shown(a)}\n  surgedeck:  {shown(b)}")
    print(f"rules {rules}: {len(queries)} queries, {values} with series, {errors} errors ({words} in other words), "
          f"{failures} differences")
    if values < len(queries) // 2:
        print(f"rules {rules}: too few answers with series: the generator asks nothing")
        failures += 1
    return failures


def check_differences(program, data, server):
    asked = differences.questions()
    return differences.check({"the server": (2, answers_of_server(server, asked)),
                              "surgedeck with rules 2": (2, answers_of_program(program, data, asked, 2)),
                              "surgedeck with rules 3": (3, answers_of_program(program, data, asked, 3))}, same_number)


def run(program, functions, count, seed):
    failures = 0
    with tempfile.TemporaryDirectory(prefix="surgedeck-promql-") as folder, Prometheus(folder) as server:
        series = dataset.build(seed) + differences.SERIES
        data = os.path.join(folder, "data.jsonl")
        dataset.write_json_lines(series, data)
        server.write(series)
        failures += check_differences(program, data, server)
        for rules, share in ((2, 0.65), (3, 0.35)):
            generator = Generator(seed * 10 + rules, rules)
            queries = generator.queries(int(count * share))
            theirs = answers_of_server(server, queries)
            ours = answers_of_program(program, data, queries, rules)
            failures += compare(queries, theirs, ours, rules)
            for gap in coverage(generator, functions, rules):
                print(f"rules {rules}: not covered: {gap}")
                failures += 1
    return failures


def main():
    program, listing = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 3200
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 20251128
    with open(listing, encoding="utf-8") as lines:
        functions = {line.split()[0]: line.split()[1:] for line in lines if line.strip() and not line.startswith("#")}
    print(f"seed {seed}")
    if run(program, functions, count, seed):
        raise SystemExit(1)


main()
