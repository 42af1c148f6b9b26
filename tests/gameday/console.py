# SPDX-License-Identifier: GPL-3.0-or-later
"""The laboratory, and the program by its command line alone."""
import json
import os
import socket
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
LAB = os.path.join(HERE, "..", "lab", "lab")


def lab(*arguments):
    done = subprocess.run([LAB, *arguments], capture_output=True, text=True, timeout=240)
    if done.returncode:
        raise RuntimeError(f"lab {' '.join(arguments)}: {done.stdout[-400:]} {done.stderr[-400:]}")
    return done.stdout.strip()


def split(legacy, modern):
    """Weights of the two pools of the checkout: with half to each a fault of either one shows as soon."""
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


class Watch:
    """`status --watch`, document by document: one console that stays open, as on a desk."""

    def __init__(self, console):
        self.process = subprocess.Popen([console.program, "status", console.workspace, "--watch", "--for", "1s", "-o", "json"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True,
                                        env=console.environment)

    def raised(self):
        """The ids of the alarms in the next document; None when there is none."""
        line = self.process.stdout.readline()
        return {a["id"] for a in json.loads(line)["alarms"] if a["state"] in ("pending", "firing")} if line else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
