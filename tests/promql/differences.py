# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule that Prometheus 2.42 and 3.5 are known to differ in, with what either answers.

The column of 2.42 is asked from the server, too. That of 3.5 rests on its documentation and change log; the numbers in
brackets are its pull requests. An answer is `label of the series -> value`, ERROR, or a bare value of a scalar; the label
is that called `k`, and `__name__` where a rule is about the name.
"""
from dataset import on_grid, series

ERROR = "error"
LAST = 100                        # the newest sample of most series, on the grid
AT = on_grid(LAST) / 1000
MINUTE = 1_700_001_600            # a round minute, for sub-queries, within the samples
SPAN = range(LAST + 1)


def line(value=1.0):
    return [(on_grid(i), value(i) if callable(value) else value) for i in SPAN]


def one(value):
    return [(on_grid(LAST), value)]


SERIES = [
    series("d_line", line(), k="a"),
    series("d_climb", line(float), k="a"),
    # five minutes apart, not far above zero: the slope would reach zero within one more interval
    series("d_young_total", [(on_grid(LAST) - 600_000 + 300_000 * i, 240.0 * (i + 1)) for i in range(3)], k="a"),
    series("d_text", one(1.0), k="a", message="a\nb"),
    series("d_infinite", one(float("inf")), k="a"),
    series("d_nan", one(float("nan")), k="a"),
    series("d_large", line(lambda i: 1e300 * (i % 3)), k="a"),
    series("d_sum", one(1e16), k="a"), series("d_sum", one(1.0), k="b"), series("d_sum", one(-1e16), k="c"),
    series("d_bucket", one(10.0), k="a", le="1"), series("d_bucket", one(20.0), k="a", le="2"),
    series("d_bucket", one(20.0), k="a", le="+Inf"),
]

# (what, query, time in seconds, answer of 2.42, answer of 3.5)
CASES = [
    ("an instant includes a sample of exactly five minutes ago (#13904)", "d_line", AT + 300, {"a": 1}, {}),
    ("... and one of a moment less in both", "d_line", AT + 299.999, {"a": 1}, {"a": 1}),
    ("... also behind an offset", "d_line offset 1m", AT + 360, {"a": 1}, {}),
    ("... also at a fixed time", f"d_line @ {AT + 300}", AT, {"a": 1}, {}),
    ("a range includes its left border (#13904)", "count_over_time(d_line[1m])", AT, {"a": 5}, {"a": 4}),
    ("... off the border there is no difference", "count_over_time(d_line[1m])", AT - 7, {"a": 4}, {"a": 4}),
    ("a rate over one scrape interval has two samples", "rate(d_climb[15s])", AT, {"a": 1 / 15}, {}),
    ("a sub-query includes a step on its left border", "count_over_time(d_line[1m:30s])", MINUTE, {"a": 3}, {"a": 2}),
    ("a counter is cut at zero before the threshold is tested (#13725)", "rate(d_young_total[20m])", AT, {"a": 0.6},
     {"a": 0.5}),
    ("a dot does not match a line break (3.0)", 'd_text{message=~"a.b"}', AT, {}, {"a": 1}),
    ("... nor in label_replace", 'label_replace(d_text, "k", "hit", "message", "a.b")', AT, {"a": 1}, {"hit": 1}),
    ("atan2 keeps the name", "d_line atan2 1", AT, {"d_line/a": 0.7853981633974483}, {"a": 0.7853981633974483}),
    ("the deviation of one infinity (#14941)", "stddev(d_infinite)", AT, {"": 0}, {"": "NaN"}),
    ("the deviation of one NaN (#14941)", "stdvar(d_nan)", AT, {"": 0}, {"": "NaN"}),
    ("a sum loses what is small beside what is large (#14074)", "sum(d_sum)", AT, {"": 0}, {"": 1}),
    ("the former name of a smoothing function", "count(holt_winters(d_climb[5m], 0.5, 0.5))", AT, {"": 1}, ERROR),
    ("its new name is behind a flag", "double_exponential_smoothing(d_climb[5m], 0.5, 0.5)", AT, ERROR, ERROR),
    ("limitk is behind a flag", "limitk(1, d_line)", AT, ERROR, ERROR),
    ("digits in groups (2.54)", "1_000", AT, ERROR, 1000),
    ("durations as numbers (2.54)", "1h + 250ms", AT, ERROR, 3600.25),
    ("ranges in seconds (2.54)", "count_over_time(d_line[62.5])", AT, ERROR, {"a": 5}),
    ("offsets in seconds (2.54)", "d_climb offset 30", AT, ERROR, {"a": 98}),
    ("an offset of nothing", "d_climb offset 0s", AT, ERROR, {"a": 100}),
    ("a sign in front of an offset", "d_climb offset +30s", AT, ERROR, {"a": 98}),
    ("a quoted name of a metric (3.0)", '{"d_climb"}', AT, ERROR, {"a": 100}),
    ("a quoted name of a label (3.0)", '{"d_climb", "k"="a"}', AT, ERROR, {"a": 100}),
    ("a quoted name to group by (3.0)", 'sum by ("k") (d_climb)', AT, ERROR, {"a": 100}),
    ("a colon in a label to group by", "sum by (k:l) (d_climb)", AT, ERROR, {"": 100}),
    ("any text as a new label (3.0)", 'label_replace(d_climb, "not plain", "x", "k", "a")', AT, ERROR, {"a": 100}),
    ("... for label_join", 'label_join(d_climb, "not plain", "-", "k")', AT, ERROR, {"a": 100}),
    ("... for count_values", 'count_values("not plain", d_line)', AT, ERROR, {"": 1}),
    ("the average of a native histogram", "histogram_avg(d_line)", AT, ERROR, {}),
    ("the share of a classic histogram (#16095)", "histogram_fraction(0, 1, d_bucket)", AT, {}, {"a": 0.5}),
]


def label_of(metric):
    name = metric.get("__name__", "")
    return f"{name}/{metric['k']}" if name == "d_line" and "k" in metric else metric.get("k", "")


def plain(answer, query):
    """An envelope in the form of the table. The name counts only where it is what the rule is about."""
    if answer["status"] == "error":
        return ERROR
    result = answer["data"]["result"]
    if answer["data"]["resultType"] == "scalar":
        return result[1]
    keep = "atan2" in query
    return {(label_of(s["metric"]) if keep else s["metric"].get("k", "")): s["value"][1] for s in result}


def same(expected, got, same_number):
    if isinstance(expected, dict):
        return isinstance(got, dict) and set(expected) == set(got) and \
            all(same_number(expected[key], got[key]) for key in expected)
    if expected == ERROR or got == ERROR or isinstance(got, dict):
        return expected == got
    return same_number(expected, got)


def questions():
    return [{"id": i, "feature": case[0], "query": case[1], "theirs": case[1], "time_ms": round(case[2] * 1000)}
            for i, case in enumerate(CASES)]


def check(asked, same_number):
    """`asked`: name of who was asked -> (rule set, answers). Returns how many answers are wrong."""
    failures = 0
    for who, (rules, answers) in asked.items():
        for case, answer in zip(CASES, answers):
            expected = case[3 if rules == 2 else 4]
            got = plain(answer, case[1])
            if not same(expected, got, same_number):
                failures += 1
                print(f"{case[0]}: {case[1]} at {case[2]}: {who} says {got} {answer.get('error', '')}, expected {expected}")
    print(f"differences between 2.42 and 3.5: {len(CASES)} cases, {failures} failures")
    return failures
