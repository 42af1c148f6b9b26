# SPDX-License-Identifier: GPL-3.0-or-later
"""What a group measures with: programs, medians, the CPU time of a server, the lab."""
import os
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TICK = os.sysconf("SC_CLK_TCK")


class Bench:
    def __init__(self, build, workspace, table):
        self.build, self.workspace, self.row = build, workspace, table.row
        self.lab = dict(line.split("=", 1) for line in (self.output(f"{ROOT}/tests/lab/lab", "env") or "").splitlines())

    def output(self, *command, timeout=300, **options):
        """Standard output, or None with the reason on standard error."""
        options["env"] = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **options.get("env", {})}
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, **options)
        except (OSError, subprocess.TimeoutExpired) as error:
            print(f"bench: {command[0]}: {error}", file=sys.stderr)
            return None
        if done.returncode:
            print(f"bench: {' '.join(command)}: {done.stderr.strip()[-500:]}", file=sys.stderr)
            return None
        return done.stdout

    def program(self, name, *arguments, **options):
        """What one of our own bench programs printed, or None."""
        return self.output(f"{self.build}/{name}", *arguments, **options)

    def median(self, name, *arguments, runs=9):
        """Of the one number that a bench program prints; the first run only warms up. BENCH_STARTED tells it when it was started."""
        figures = [self.program(name, *arguments, env={"BENCH_STARTED": str(time.clock_gettime(time.CLOCK_BOOTTIME))})
                   for _ in range(runs + 1)]
        return None if None in figures else statistics.median(float(figure) for figure in figures[1:])

    def load(self, rate):
        self.output(f"{ROOT}/tests/lab/lab", "load", str(rate))

    def server_pid(self, name):
        try:
            with open(f"{self.lab['SURGEDECK_LAB_DIR']}/run/{name}.pid") as file:
                return int(file.read().split()[0])
        except (OSError, KeyError, ValueError, IndexError):
            return None

    def password(self):
        try:
            with open(self.lab["LAB_PASSWORD_FILE"]) as file:
                return file.read().strip()
        except (OSError, KeyError):
            return ""


def cpu_seconds(root):
    """CPU time of a process and its children, and of the children that it has already waited for."""
    total, todo = 0.0, [root]
    while todo:
        pid = todo.pop()
        try:
            total += time.clock_gettime((~pid << 3) | 2)  # the CPU clock of another process, as clock_getcpuclockid(3) makes it
            with open(f"/proc/{pid}/task/{pid}/children") as file:
                todo += [int(child) for child in file.read().split()]
            with open(f"/proc/{pid}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            total += sum(int(value) for value in fields[13:15]) / TICK
        except OSError:
            continue
    return total


def cpu_of(pid, work):
    """CPU milliseconds that a server spends on `work`, less what it spends on its own in the same time; None: it failed."""
    began, before = time.monotonic(), cpu_seconds(pid)
    if not work():
        return None
    took, used = time.monotonic() - began, cpu_seconds(pid) - before
    idle_before = cpu_seconds(pid)
    time.sleep(took)
    return max(0.0, used - (cpu_seconds(pid) - idle_before)) * 1000
