# SPDX-License-Identifier: GPL-3.0-or-later
"""The laboratory, and the program by its command line alone."""
import collections
import glob
import json
import os
import socket
import subprocess
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
LAB = os.path.join(HERE, "..", "lab", "lab")


def lab(*arguments):
    done = subprocess.run([LAB, *arguments], capture_output=True, text=True, timeout=240)
    if done.returncode:
        raise RuntimeError(f"lab {' '.join(arguments)}: {done.stdout[-400:]} {done.stderr[-400:]}")
    return done.stdout.strip()


def split(legacy, modern):
    """Weights of the two pools of the checkout: with customers on both a fault of either one shows."""
    runtime = os.path.join(os.path.dirname(lab("workspace")), "run", "haproxy.sock")
    for server, weight in (("legacy1", legacy), ("modern1", modern)):
        with socket.socket(socket.AF_UNIX) as admin:
            admin.connect(runtime)
            admin.sendall(f"set weight checkout/{server} {weight}\n".encode())
            admin.recv(1000)


class Console:
    """The program by its command line, with an empty journal of its own."""

    def __init__(self, program, workspace, state):
        self.program, self.workspace, self.state = program, workspace, state
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

    def watch(self):
        return Watch(self)

    def runs(self):
        """How many runs of runbooks have begun: each has a file."""
        return len(glob.glob(os.path.join(self.state, "**", "runbooks", "*.jsonl"), recursive=True))


Seen = collections.namedtuple("Seen", "raised orders")  # ids of the alarms; orders of those that are the target, or None


def seen_in(document):
    raised = {a["id"] for a in document["alarms"] if a["state"] in ("pending", "firing")}
    tile = next(i for i in document["indicators"] if i["id"] == "orders")
    known = tile["state"] != "unknown" and tile["value"] is not None and tile["target"]
    return Seen(raised, tile["value"] / tile["target"] if known else None)


class Watch:
    """`status --watch`, document by document: one console that stays open, as on a desk. It is read by a thread: nobody waits
    for a console that says nothing, and none stands still because nobody reads."""

    def __init__(self, console):
        self.process = subprocess.Popen([console.program, "status", console.workspace, "--watch", "--for", "1s", "-o", "json"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True,
                                        env=console.environment)
        self.changed = threading.Condition()
        self.documents = collections.deque(maxlen=8)  # what the last ones say
        self.ended = False
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            seen = seen_in(json.loads(line))
            with self.changed:
                self.documents.append(seen)
                self.changed.notify_all()
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def await_that(self, holds, seconds):
        """What `holds` says of the documents as soon as that is something, or after so many seconds."""
        with self.changed:
            answer = self.changed.wait_for(lambda: self.ended or holds(self.documents), seconds)
        if self.ended:
            raise RuntimeError("the console that watches has ended")
        return answer

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
