#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Game days: a real fault in the lab, and the program alone to find and end it.

gameday.py PROGRAM [NAME...|all] [--from NAME] [--short] [--rate N] [--table FILE]

For each day: a lab proved at rest, the fault; how soon an alarm is raised, whether the right runbook stands first, whether following
it with an answers file ends the fault and comes to its end, whether the incident is recorded, verified and can be shown again,
and whether the platform is as calm afterwards as before. Where days follow each other, each begins and ends with a platform
whose orders and alarms are measured to be as usual. What the runbook leaves to people (an index is made again, a job is
stopped) is done by this script while the run waits for it, as a person would. A day that fails stops no other one. The table
grows in a file, and stands at the end; days.py has the days."""
import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback

from console import Console, lab, split
from days import DAYS, SHORT, faults_of
from rest import OURS, await_calm, fitting, left_over, standing_alarms, unrest
from table import Table

DETECT_WITHIN = 60
LONGEST_RUN = 900  # seconds: beyond it a run hangs; how long its steps may take is the runbook's matter
UNPLAYED = {"detected_s": None, "alarm": None, "offered": [], "steps": [], "why": [], "standing": [], "ended_s": 0}


def detect(watch, before, day):
    begun = time.monotonic()
    raised = watch.await_that(
        lambda documents: sorted(alarm for alarm in documents[-1].raised - before
                                 if alarm == f"source/{day.get('source')}" or not OURS.match(alarm)), DETECT_WITHIN)
    return (time.monotonic() - begun, raised[0]) if raised else (None, None)


def first_offered(console, day, standing, looks=3):
    """What is offered beyond what stood before, looked at until the runbook stands first or half a minute has passed; and why
    it is so, where the wanted one does not stand first, or one is offered that must not be."""
    wanted = day.get("runbook")
    for _ in range(looks):
        offered, ranking = [], console.ranking()
        for row in ranking:
            if row["suggested"] and (row["id"], row["subject"]) not in standing and row["id"] not in offered:
                offered.append(row["id"])
        if wanted and offered and offered[0] == wanted:
            break
    wrong = {look for look in day["never"] if look in offered}
    if wanted and wanted not in offered[:1]:
        wrong |= {wanted, *offered[:1]}
    return offered, [reasons(row) for row in ranking if row["id"] in wrong and (row["suggested"] or row["id"] == wanted)]


def reasons(row):
    return f"{row['id']} on {row['subject'] or 'the platform'}: " + ", ".join(
        f"{c['title']} {c['text'] or c['value']} ({c['limit']}, {c['truth']}{', ' + c['why'] if c['why'] else ''})"
        for c in row["detects"])


def heal(name):
    for fault, *arguments in faults_of(name):
        lab("fault", fault, "heal", *arguments)


class Person(threading.Thread):
    """Somebody outside: waits for the run to begin, takes a while, and mends the fault, if the run has not ended before."""

    def __init__(self, console, name, takes):
        super().__init__()
        self.console, self.name_of_day, self.takes = console, name, takes
        self.runs_before, self.over, self.was_late = console.runs(), threading.Event(), False

    def run(self):
        while self.console.runs() == self.runs_before and not self.over.wait(0.2):
            pass
        self.was_late = self.over.wait(self.takes)
        heal(self.name_of_day)


def follow(console, day, name):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", delete=False) as file:
        json.dump(day["answers"], file)  # JSON is YAML
    arguments = ["runbook", "run", day["runbook"], "--workspace", console.workspace, "--answers", file.name, "--set", day["set"]]
    if "on" in day:
        arguments += ["--on", day["on"]]
    person = Person(console, name, day["heals"]) if day.get("heals") else None
    if person:
        person.start()
    begun = time.monotonic()
    try:
        code, document, err = console.ask(*arguments, timeout=LONGEST_RUN)
        seconds = time.monotonic() - begun
    finally:
        if person:
            person.over.set()
            person.join()
        os.unlink(file.name)
    return judge_run(day, code, document, err) + mended_late(person), document, seconds


def mended_late(person):
    return ["the run came to its end before the fault was mended"] if person and person.was_late else []


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


def made_ready():
    """Whatever was left behind: every fault healed, every server up and answering."""
    lab("fault", "all", "heal")
    lab("start")
    lab("check")


def at_rest(console, day, rate, watch):
    """What fits already, with customers on either side of the checkout: the day before may have sent everybody to one of them,
    as its runbook says. `watch` is given where days follow each other: what the one before has left is proved to be gone."""
    lab("load", rate)
    split(day.get("legacy", 50), 100 - day.get("legacy", 50))
    standing = await_calm(console, day.get("runbook"))
    restless = unrest(watch) if watch else []
    if restless:
        raise RuntimeError(f"the lab is not as usual: {', '.join(restless)}")
    return standing


def begin(console, day, options, watch):
    """Where the lab does not come to rest by itself, its servers are started anew, once."""
    proof = watch if options.several else None
    try:
        if options.in_doubt:
            made_ready()
        return at_rest(console, day, options.rate, proof)
    except (RuntimeError, OSError, subprocess.TimeoutExpired) as restless:
        print(f"    {restless}: the lab is started anew", flush=True)
    lab("stop")
    lab("start")  # a fault of a server that does not run can not be healed
    made_ready()
    return at_rest(console, day, options.rate, proof)


def play(console, name, options):
    day = DAYS[name]
    result = {**UNPLAYED, "name": name, "problems": []}
    with console.watch() as watch:
        standing = begin(console, day, options, watch)
        result["standing"] = sorted(standing)
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
    result["problems"] += healed(console, standing, options)
    return result


def healed(console, standing, options):
    """What is not as it was. Where another day follows, also by what customers and alarms say."""
    with console.watch() as watch:
        left = [f"{runbook} on {subject} still fits afterwards" for runbook, subject in sorted(left_over(console, standing))]
        return left + ([f"{what} afterwards" for what in unrest(watch)] if options.several else [])


def still_there(console, runbook, looks=4):
    """One look may fall between two customers who wait."""
    return any(runbook in {fits for fits, _ in fitting(console)} for _ in range(looks))


def staged(console, day, name, standing, result):
    """While the fault is there. A decoy leads to no run, and nothing is recorded of it that could be sealed."""
    close = incident_of(console, name) if "runbook" in day else list
    offered, result["why"] = first_offered(console, day, standing)
    result["offered"] = offered
    if "runbook" in day and (not offered or offered[0] != day["runbook"]):
        result["problems"].append(f"offered {offered}, not {day['runbook']} first")
    result["problems"] += [f"{look} is offered, too" for look in day["never"] if look in offered]
    if "runbook" in day and result["detected_s"] is None:
        result["problems"].append("no alarm")
    result["ended_s"], result["steps"] = 0, []
    for part in [day, *day.get("then", [])] if "runbook" in day else []:
        if part["runbook"] not in offered:
            result["problems"].append(f"{part['runbook']} is not offered")
        problems, document, seconds = follow(console, part, name)
        result["outcome"] = document["outcome"]
        result["ended_s"] += seconds
        result["steps"] += [f"{s['id']}={s['state']}" for s in document["steps"] if s["started"]]
        result["problems"] += problems
    if day.get("kept") and not still_there(console, day["runbook"]):
        result["problems"].append("what has no session was ended all the same")
    result["problems"] += close()


def played(name, options):
    """One day, whatever happens in it."""
    with tempfile.TemporaryDirectory() as state:
        try:
            return play(Console(options.program, lab("workspace"), state), name, options)
        except Exception as failure:  # pylint: disable=broad-except
            if not isinstance(failure, (RuntimeError, OSError, subprocess.TimeoutExpired)):
                traceback.print_exc(file=sys.stdout)
            return {**UNPLAYED, "name": name, "problems": [f"{type(failure).__name__}: {failure}"]}


def chosen(options):
    names = SHORT if options.short else list(DAYS) if options.names in ([], ["all"]) else options.names
    unknown = [name for name in names if name not in DAYS]
    if options.begin and options.begin not in names:
        unknown.append(options.begin)
    if unknown:
        sys.exit(f"no game day is called {unknown}; there are: {', '.join(DAYS)}")
    return names[names.index(options.begin):] if options.begin else names


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--from", dest="begin", metavar="NAME", help="go on with this one")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--rate", default="5")
    parser.add_argument("--table", metavar="FILE", help="where the table grows, day by day; in the lab's directory otherwise")
    options = parser.parse_args()
    names = chosen(options)
    options.several = len(names) > 1
    options.in_doubt = options.several
    table = Table(options.table or os.path.join(os.path.dirname(lab("workspace")), "gamedays.md"), len(names))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a run that is ended says how far it came
    try:
        for name in names:
            table.add(played(name, options))
            options.in_doubt = bool(table.results[-1]["problems"])
    finally:
        table.close()
        split(90, 10)
    sys.exit(0 if table.good() == len(names) else 1)


if __name__ == "__main__":
    main()
