# SPDX-License-Identifier: GPL-3.0-or-later
"""The series of the differential run: every shape that the rules of PromQL treat in a way of their own.

Scrapes are 15 s apart and 2.718 s behind a multiple of it: the steps of sub-queries, which stand on round seconds, never
fall on the border of a window. Times of evaluation may, where a test wants them to (`on_grid`).
"""
import json
import math
import random

BEGIN = 1_700_000_040_000  # a round minute
STEP = 15_000
SHIFT = 2_718
SAMPLES = 481  # two hours
END = BEGIN + (SAMPLES - 1) * STEP
STALE = "stale"

JOBS = ["api", "web", "batch"]
INSTANCES = ["a:1", "b:1"]
METHODS = ["GET", "PUT"]
BOUNDS = ["0.05", "0.1", "0.25", "0.5", "1", "2.5", "+Inf"]


def on_grid(index):
    return BEGIN + SHIFT + index * STEP


def series(name, samples, **labels):
    return {"labels": {"__name__": name, **labels}, "samples": samples}


def grid(values, jitter=0, rng=None):
    """Samples on the grid, or up to `jitter` hundredths of a second beside it; None leaves one out."""
    return [(on_grid(i) + (10 * rng.randint(-jitter, jitter) if jitter else 0), value)
            for i, value in enumerate(values) if value is not None]


def counter(rng, start, pace, resets=()):
    value, values = start, []
    for i in range(SAMPLES):
        if i in resets:
            value = float(rng.randint(0, 5))
        value += rng.choice([0, 1, 1, 2]) * pace
        values.append(value)
    return values


def wave(rng, middle, height, noise):
    return [middle + height * math.sin(i / 23) + rng.uniform(-noise, noise) for i in range(SAMPLES)]


def counters(rng):
    for job in JOBS:
        for instance in INSTANCES:
            for method in METHODS:
                labels = {"job": job, "instance": instance, "method": method}
                resets = [rng.randint(40, 470) for _ in range(rng.choice([0, 1, 3]))]
                yield series("requests_total", grid(counter(rng, 0.0, 3.5, resets)), **labels)
                yield series("errors_total", grid(counter(rng, 2.0, 0.25, resets)), **labels)
                pace = 1024.5 + rng.random()  # rates without ties
                yield series("bytes_total", grid(counter(rng, 5e7, pace)), **labels)


def gauges(rng):
    for i, room in enumerate(["attic", "cellar", "hall", "shed"]):
        yield series("temperature", grid(wave(rng, 15 + i, 9, 2), 400, rng), room=room, floor=str(i % 2))
        yield series("humidity", grid(wave(rng, 40 + 5 * i, 20, 3)), room=room, floor=str(i % 2))
    for i, instance in enumerate(INSTANCES):
        yield series("memory_used", grid(wave(rng, 4e9 + i, 1e9, 1e8)), instance=instance)
        yield series("memory_limit", grid([8e9] * SAMPLES), instance=instance)
        yield series("build_info", grid([1.0] * SAMPLES), instance=instance, version=f"1.{i}", branch="main")
    yield series("constant", grid([42.5] * SAMPLES), kind="flat")
    yield series("switch", grid([float(i // 37 % 2) for i in range(SAMPLES)]), kind="flat")
    yield series("birth_seconds", grid([1.6e9 + 86_400.0 * 45 * i for i in range(SAMPLES)]), kind="date")


def holes(rng):
    """Gaps, stale markers, sparse and short series."""
    values = wave(rng, 100, 50, 5)
    yield series("queue_length", grid(values[:100] + [None] * 60 + values[160:]), queue="gap")
    yield series("queue_length", grid(values[:150] + [STALE] + [None] * 8 + values[159:300] + [STALE]), queue="gone")
    flaky = [STALE if i % 29 == 7 else value for i, value in enumerate(values)]
    yield series("queue_length", grid(flaky), queue="flaky")
    yield series("queue_length", grid([v if i % 27 == 0 else None for i, v in enumerate(values)]), queue="sparse")
    yield series("queue_length", grid([None] * 200 + values[200:203]), queue="short")
    yield series("queue_length", grid([None] * 240 + [7.25]), queue="single")
    total = counter(rng, 0.0, 2.0)
    yield series("jobs_total", grid(total[:90] + [STALE] + [None] * 20 + total[111:]), queue="gone")
    yield series("jobs_total", grid([v if i % 3 else None for i, v in enumerate(total)]), queue="sparse")


def odd_values(rng):
    choices = {"nan": [math.nan, 1.5, 2.5], "inf": [math.inf, 3.0, -1.0], "both": [math.nan, math.inf, -math.inf, 4.0],
               "allnan": [math.nan], "zero": [0.0, -0.0], "tiny": [1e-300, -1e-300, 2.5e-308]}
    for kind, values in choices.items():
        yield series("odd", grid([rng.choice(values) for _ in range(SAMPLES)]), kind=kind)
    yield series("text", grid([1.0] * SAMPLES), message="a\nb", unit="µs")
    yield series("text", grid([2.0] * SAMPLES), message='say "hi" \\ bye', unit="")
    yield series("twin_one", grid([1.0] * SAMPLES), x="1")
    yield series("twin_two", grid([2.0] * SAMPLES), x="1")
    yield series("version_info", grid([1.0] * SAMPLES), version="v1.22.333", path="/api/v2/items")


def histograms(rng):
    for job in JOBS[:2]:
        for instance in INSTANCES:
            counts = [0.0] * len(BOUNDS)
            rows, total = [], 0.0
            reset = rng.randint(100, 400)
            for i in range(SAMPLES):
                if i == reset:
                    counts, total = [0.0] * len(BOUNDS), 0.0
                for _ in range(rng.randint(0, 6)):
                    seen = rng.expovariate(2.2)
                    total += seen
                    counts = [c + (seen <= float(bound)) for c, bound in zip(counts, BOUNDS)]
                rows.append(list(counts) + [total])
            labels = {"job": job, "instance": instance}
            for b, bound in enumerate(BOUNDS):
                yield series("latency_bucket", grid([row[b] for row in rows]), le=bound, **labels)
            yield series("latency_sum", grid([row[-1] for row in rows]), **labels)
            yield series("latency_count", grid([row[-2] for row in rows]), **labels)
    for le, value in [("1", 3.0), ("1.0", 4.0), ("2", 9.0), ("none", 5.0), ("+Inf", 8.0)]:
        yield series("strange_bucket", grid([value] * SAMPLES), le=le)
    for le, value in [("-1", 2.0), ("0", 4.0), ("1", 7.0)]:
        yield series("open_bucket", grid([value] * SAMPLES), le=le)


def build(seed):
    rng = random.Random(seed)
    return [one for part in (counters, gauges, holes, odd_values, histograms) for one in part(rng)]


def json_value(value):
    if value == STALE:
        return STALE
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return value


def write_json_lines(dataset, path):
    with open(path, "w", encoding="utf-8") as out:
        for one in dataset:
            samples = [[time, json_value(value)] for time, value in one["samples"]]
            labels = {name: value for name, value in one["labels"].items() if value}
            out.write(json.dumps({"labels": labels, "samples": samples}) + "\n")
