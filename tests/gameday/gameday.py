#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Game days: a real fault in the lab, and the program alone to find and end it.

gameday.py PROGRAM [NAME...|all] [--short] [--table FILE]

For each day: load, calm, the fault; how soon an alarm is raised, whether the right runbook stands first, whether following
it with an answers file ends the fault and comes to its end. What the runbook leaves to people (an index is made again, a
job is stopped) is done by this script at the step that asks for it, as a person would. A decoy is a fault that looks alike
and is another: there the runbook of the look-alike must not be offered."""
import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
LAB = os.path.join(HERE, "..", "lab", "lab")
DETECT_WITHIN = 60

# alarm: False where the lab's workspace has none for it; the ranking finds it all the same.
# heals: the person outside mends the fault while the run waits; without, the runbook's own action has to.
DAYS = {
    "hot-row": {"runbook": "R02", "on": "legacy-db", "set": "quiet=8s", "looks_like": ["R01", "R03", "R10"],
                "answers": {"cancel-root": "yes", "end-root": "yes", "comes-back": "no"}, "heals": False},
    "idle-blocker": {"runbook": "R02", "on": "orders-db", "set": "quiet=8s", "looks_like": ["R01", "R03", "R10"],
                     "answers": {"cancel-root": "yes", "end-root": "yes", "comes-back": "no"}, "heals": False},
    "waiting-ddl": {"runbook": "R03", "on": "orders-db", "set": "quiet=8s", "looks_like": ["R02", "R01"],
                    "answers": {"which": "the change", "cancel-ddl": "yes", "end-root": "yes"}, "heals": False},
    "cache-flush": {"runbook": "R05", "on": "cache", "set": "hold=8s", "looks_like": ["R06", "R07"],
                    "answers": {"why": "not known"}, "heals": True},
    "redis-memory": {"runbook": "R06", "on": "cache", "set": "hold=8s", "looks_like": ["R05"],
                     "answers": {"what": "a job", "stop-job": "yes", "raise": "no"}, "heals": True},
    "connections-full": {"runbook": "R01", "on": "orders-db", "set": "hold=8s", "looks_like": ["R02", "R09"],
                         "answers": {"ask-release": "no", "end-idle": "yes", "end-client": "stopped it", "reads-away": "no"},
                         "heals": True},
    "replica-lag": {"runbook": "R08", "on": "orders-replica", "set": "hold=8s", "looks_like": ["R09"], "alarm": False,
                    "answers": {"reads": "no", "found": "not known", "back": "it was never out"}, "heals": True},
    "server-killed": {"runbook": "R09", "on": "orders-replica", "set": "hold=8s", "looks_like": ["R21", "R08"],
                      "answers": {"replica-lost": "no"}, "heals": True},
    "dropped-index": {"runbook": "R04", "on": "legacy-db", "set": "hold=8s", "looks_like": ["R02", "R01"],
                      "answers": {"ask-release": "no", "missing-index": "it is missing", "outliers": "no",
                                  "repair": "index made"}, "heals": True},
    "errors-pool": {"runbook": "R10", "on": "checkout", "set": "hold=8s", "looks_like": ["R02", "R14"],
                    "answers": {"abort": "yes"}, "heals": True},
}
SHORT = ["hot-row", "idle-blocker", "server-killed"]


def lab(*arguments):
    done = subprocess.run([LAB, *arguments], capture_output=True, text=True, timeout=240)
    if done.returncode:
        raise RuntimeError(f"lab {' '.join(arguments)}: {done.stdout[-400:]} {done.stderr[-400:]}")
    return done.stdout.strip()


class Console:
    """The program by its command line, with an empty journal of its own."""

    def __init__(self, program, workspace, state):
        self.program, self.workspace = program, workspace
        self.environment = {**os.environ, "XDG_STATE_HOME": state, "SURGEDECK_PERSON": "Game Day", "QT_QPA_PLATFORM": "offscreen"}

    def ask(self, *arguments, timeout=300):
        done = subprocess.run([self.program, *arguments, "-o", "json"], capture_output=True, text=True, timeout=timeout,
                              stdin=subprocess.DEVNULL, env=self.environment)
        try:
            return done.returncode, json.loads(done.stdout), done.stderr
        except json.JSONDecodeError:
            raise RuntimeError(f"{arguments}: exit {done.returncode}: {done.stdout[-300:]} {done.stderr[-600:]}") from None

    def alarms(self, seconds):
        status = self.ask("status", self.workspace, "--for", f"{seconds}s")[1]
        return [a for a in status["alarms"] if a["state"] in ("pending", "firing")], status

    def ranking(self):
        return self.ask("runbook", "list", "--workspace", self.workspace, "--for", "10s")[1]["runbooks"]


def split(legacy, modern):
    """Weights of the two pools of the checkout: with half to each a fault of either one shows as soon."""
    runtime = os.path.join(os.path.dirname(lab("workspace")), "run", "haproxy.sock")
    for server, weight in (("legacy1", legacy), ("modern1", modern)):
        with socket.socket(socket.AF_UNIX) as admin:
            admin.connect(runtime)
            admin.sendall(f"set weight checkout/{server} {weight}\n".encode())
            admin.recv(1000)


def fitting(console):
    return {(r["id"], r["subject"]) for r in console.ranking() if r["fits"]}


def await_calm(console, patience=120, looks=4):
    """The lab still settles after its start: a game day begins on a platform that is quiet, or where nothing changes. What
    the machine itself stands in (its disk is nearly full) is told rightly and has nothing to do with the day: it is the
    answer. A runbook that comes and goes is no rest."""
    until = time.monotonic() + patience
    seen = []
    while time.monotonic() < until:
        seen.append(fitting(console))
        if not seen[-1]:
            return set()
        if len(seen) >= looks and all(look == seen[-1] for look in seen[-looks:]):
            return seen[-1]
    raise RuntimeError(f"the lab does not come to rest: {sorted(seen[-1])}")


def detect(console, before):
    begun = time.monotonic()
    while time.monotonic() - begun < DETECT_WITHIN:
        alarms = [alarm["id"] for alarm in console.alarms(3)[0] if alarm["id"] not in before]
        if alarms:
            return time.monotonic() - begun, alarms[0]
    return None, None


def first_offered(console, wanted, standing):
    """What is offered beyond what stood before, looked at until the runbook stands first or half a minute has passed."""
    for _ in range(3):
        offered = [r["id"] for r in console.ranking() if r["suggested"] and (r["id"], r["subject"]) not in standing]
        if offered and offered[0] == wanted:
            break
    return offered


def follow(console, day, name, fault_argument):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", delete=False) as file:
        json.dump(day["answers"], file)  # JSON is YAML
    arguments = ["runbook", "run", day["runbook"], "--workspace", console.workspace, "--answers", file.name, "--set", day["set"]]
    if day["on"]:
        arguments += ["--on", day["on"]]
    timer = threading.Timer(20, lambda: lab("fault", name, "heal", *fault_argument)) if day["heals"] else None
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


def play(console, name):
    day = DAYS[name]
    result = {"name": name, "runbook": day["runbook"], "problems": []}
    standing = await_calm(console)
    result["standing"] = sorted(standing)
    before = {alarm["id"] for alarm in console.alarms(3)[0]}
    lab("fault", name, "inject")
    try:
        result["detected_s"], result["alarm"] = detect(console, before)
        offered = result["offered"] = first_offered(console, day["runbook"], standing)
        if not offered or offered[0] != day["runbook"]:
            result["problems"].append(f"offered {offered}, not {day['runbook']} first")
        result["problems"] += [f"{look} is offered, too" for look in day["looks_like"] if look in offered]
        if result["detected_s"] is None and day.get("alarm", True):
            result["problems"].append("no alarm")
        code, document, seconds, err = follow(console, day, name, [])
        result.update(outcome=document["outcome"], ended_s=seconds,
                      steps=[f"{s['id']}={s['state']}" for s in document["steps"] if s["started"]])
        if code != 0 or document["outcome"] != "succeeded":
            result["problems"].append(f"{document['outcome']}: {document.get('reason')} {err[-300:]}")
    finally:
        lab("fault", name, "heal")
    return result


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
                results.append({"name": name, "runbook": DAYS[name]["runbook"], "detected_s": None, "problems": [str(failure)]})
        print(row(results[-1]), flush=True)
        print("   ", " ".join(results[-1].get("steps", [])), flush=True)
    split(90, 10)
    sys.exit(1 if any(result["problems"] for result in results) else 0)


if __name__ == "__main__":
    main()
