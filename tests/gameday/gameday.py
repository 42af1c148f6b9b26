#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Game days: a real fault in the lab, and the program alone to find and end it.

gameday.py PROGRAM [NAME...|all] [--short] [--rate N]

For each day: load, calm, the fault; how soon an alarm is raised, whether the right runbook stands first, whether following
it with an answers file ends the fault and comes to its end, whether the incident is recorded, verified and can be shown again,
and whether the platform is as calm afterwards as before. What the runbook leaves to people (an index is made again, a job is
stopped) is done by this script while the run waits for it, as a person would. days.py has the days."""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time

from console import Console, lab, split
from days import DAYS, SHORT, faults_of

DETECT_WITHIN = 60
OURS = re.compile(r"source/|rules$|journal")  # alarms about the console's own view, as a slow machine raises them
PATIENCE = 150  # for a platform to be at rest


def fitting(console):
    return {(r["id"], r["subject"]) for r in console.ranking() if r["fits"]}


def await_calm(console, wanted, looks=4):
    """The lab still settles after its start or after another day: a game day begins on a platform that is quiet, or where
    nothing changes. What the machine itself stands in (its disk is nearly full) is told rightly and has nothing to do with
    the day: it is the answer. A runbook that comes and goes is no rest, and that of the day has to be gone: the weights that
were just set for it take a while to show in the traffic."""
    until = time.monotonic() + PATIENCE
    seen = []
    while time.monotonic() < until:
        seen.append(fitting(console))
        if not seen[-1]:
            return seen[-1]
        gone = wanted not in {runbook for runbook, _ in seen[-1]}
        if gone and len(seen) >= looks and all(look == seen[-1] for look in seen[-looks:]):
            return seen[-1]
    raise RuntimeError(f"the lab does not come to rest: {sorted(seen[-1])}")


def left_over(console, standing, looks=3):
    """What still fits after the fault was mended, and did not before: in each of the last looks, since what comes and goes is
    the machine's and not the fault's."""
    until = time.monotonic() + PATIENCE
    seen = []
    while time.monotonic() < until:
        seen.append(fitting(console) - standing)
        if not seen[-1]:
            return set()
    return set.intersection(*seen[-looks:])


def standing_alarms(watch, seconds=8):
    """All that is raised before the fault, also what comes and goes."""
    before = set()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        before |= watch.raised() or set()
    return before


def detect(watch, before, day):
    begun = time.monotonic()
    while time.monotonic() - begun < DETECT_WITHIN:
        raised = watch.raised()
        if raised is None:
            raise RuntimeError("the console that watches has ended")
        raised = {alarm for alarm in raised if alarm == f"source/{day.get('source')}" or not OURS.match(alarm)}
        if raised - before:
            return time.monotonic() - begun, sorted(raised - before)[0]
    return None, None


def first_offered(console, wanted, standing, looks=3):
    """What is offered beyond what stood before, looked at until the runbook stands first or half a minute has passed; and why
    it is so, where the wanted one does not stand first."""
    for _ in range(looks):
        offered, ranking = [], console.ranking()
        for row in ranking:
            if row["suggested"] and (row["id"], row["subject"]) not in standing and row["id"] not in offered:
                offered.append(row["id"])
        if wanted and offered and offered[0] == wanted:
            return offered, []
    return offered, [reasons(row) for row in ranking if row["id"] in (*offered[:1], wanted)]


def reasons(row):
    return row["id"] + " on " + row["subject"] + ": " + ", ".join(
        f"{c['title']} {c['text'] or c['value']} ({c['limit']}, {c['truth']}{', ' + c['why'] if c['why'] else ''})"
        for c in row["detects"])


def heal(name):
    for fault, *arguments in faults_of(name):
        lab("fault", fault, "heal", *arguments)


def follow(console, day, name):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", delete=False) as file:
        json.dump(day["answers"], file)  # JSON is YAML
    arguments = ["runbook", "run", day["runbook"], "--workspace", console.workspace, "--answers", file.name, "--set", day["set"]]
    if "on" in day:
        arguments += ["--on", day["on"]]
    timer = threading.Timer(day["heals"], lambda: heal(name)) if day.get("heals") else None
    if timer:
        timer.start()
    begun = time.monotonic()
    try:
        code, document, err = console.ask(*arguments, timeout=420)
    finally:
        if timer:
            timer.join()
        os.unlink(file.name)
    return code, document, time.monotonic() - begun, err


def judge_run(day, code, document, err):
    problems = []
    states = {step["id"]: step["state"] for step in document["steps"]}
    if code != 0 or document["outcome"] != "succeeded":
        problems.append(f"{day['runbook']} {document['outcome']}: {document.get('reason')} {err[-300:]}")
    if "undone" in day and states.get(day["undone"]) != "undone":
        problems.append(f"{day['undone']} is {states.get(day['undone'])}, and not undone")
    return problems


def incident_of(console, title):
    """Declares one; the answer closes it and says what is wrong with its file."""
    console.ask("incident", "declare", "--workspace", console.workspace, "--title", title, "--severity", "sev2")

    def close():
        out = os.path.join(console.state, "day.surge")
        code, document, err = console.ask("incident", "close", "--workspace", console.workspace, "--out", out)
        if code != 0:
            return [f"the incident could not be closed: {err[-200:]}"]
        code, verdict, err = console.ask("incident", "verify", out)
        if code != 0 or not verdict.get("sealed"):
            return [f"its file does not hold: {verdict} {err[-200:]}"]
        code, shown, err = console.ask("incident", "replay", out, "--at", document["incident"]["closed"])
        return [] if code == 0 and "alarms" in json.dumps(shown) else [f"its file can not be shown again: {err[-200:]}"]
    return close


def play(console, name):
    day = DAYS[name]
    result = {"name": name, "runbook": day.get("runbook", "-"), "problems": []}
    standing = await_calm(console, day.get("runbook"))
    result["standing"] = sorted(standing)
    with console.watch() as watch:
        before = standing_alarms(watch)
        for fault, *arguments in faults_of(name):
            lab("fault", fault, "inject", *arguments)
        try:
            result["detected_s"], result["alarm"] = detect(watch, before, day) if "runbook" in day else (None, None)
        except RuntimeError:
            heal(name)
            raise
    try:
        staged(console, day, name, standing, result)
    finally:
        heal(name)
    result["problems"] += [f"{runbook} on {subject} still fits afterwards"
                           for runbook, subject in sorted(left_over(console, standing))]
    return result


def staged(console, day, name, standing, result):
    """While the fault is there. A decoy leads to no run, and nothing is recorded of it that could be sealed."""
    close = incident_of(console, name) if "runbook" in day else list
    offered, result["why"] = first_offered(console, day.get("runbook"), standing)
    result["offered"] = offered
    if "runbook" in day and (not offered or offered[0] != day["runbook"]):
        result["problems"].append(f"offered {offered}, not {day['runbook']} first")
    result["problems"] += [f"{look} is offered, too" for look in day["never"] if look in offered]
    if "runbook" in day and result["detected_s"] is None and day.get("alarm", True):
        result["problems"].append("no alarm")
    result["ended_s"], result["steps"] = 0, []
    for part in [day, *day.get("then", [])] if "runbook" in day else []:
        if part["runbook"] not in offered:
            result["problems"].append(f"{part['runbook']} is not offered")
        code, document, seconds, err = follow(console, part, name)
        result["outcome"] = document["outcome"]
        result["ended_s"] += seconds
        result["steps"] += [f"{s['id']}={s['state']}" for s in document["steps"] if s["started"]]
        result["problems"] += judge_run(part, code, document, err)
    if day.get("kept") and day["runbook"] not in {row[0] for row in fitting(console)}:
        result["problems"].append("what has no session was ended all the same")
    result["problems"] += close()


def row(result):
    detected = "-" if result["detected_s"] is None else f"{result['detected_s']:.0f} s"
    state = "ok" if not result["problems"] else "; ".join(result["problems"])
    if result.get("standing"):
        state += "; stood before: " + ", ".join(f"{runbook} on {subject}" for runbook, subject in result["standing"])
    return (f"| {result['name']} | {result['runbook']} | {detected} | {', '.join(result.get('offered', []))} | "
            f"{result.get('outcome', '-')} | {result.get('ended_s', 0):.0f} s | {state} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--rate", default="5")
    options = parser.parse_args()
    names = SHORT if options.short else list(DAYS) if options.names in ([], ["all"]) else options.names
    unknown = [name for name in names if name not in DAYS]
    if unknown:
        sys.exit(f"no game day is called {unknown}; there are: {', '.join(DAYS)}")
    lab("load", options.rate)
    split(50, 50)
    results = []
    for name in names:
        with tempfile.TemporaryDirectory() as state:
            try:
                results.append(play(Console(options.program, lab("workspace"), state), name))
            except (RuntimeError, subprocess.TimeoutExpired) as failure:
                results.append({"name": name, "runbook": DAYS[name].get("runbook", "-"), "detected_s": None, "problems": [str(failure)]})
        print(row(results[-1]), flush=True)
        print("   ", results[-1].get("alarm"), " ".join(results[-1].get("steps", [])), flush=True)
        print("".join(f"    {line}\n" for line in results[-1].get("why", [])), end="", flush=True)
    split(90, 10)
    sys.exit(1 if any(result["problems"] for result in results) else 0)


if __name__ == "__main__":
    main()
