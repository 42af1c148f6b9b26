# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that stop answering without a word, all at once: each is seen within 5 s, and seen to be back."""
import json
import os
import signal
import subprocess
import threading
import time
import unittest

from program import PROGRAM, lab, main

SERVERS = {"orders-db": "pg", "orders-replica": "pgreplica", "legacy-db": "mariadb", "legacy-replica": "mariareplica",
           "cache": "redis", "cache-replica": "redisreplica", "edge": "haproxy", "prom": "prometheus", "releases": "deployment"}


def parents():
    """{pid: pid of its parent} of every process."""
    found = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as stat:
                found[int(name)] = int(stat.read().rsplit(")", 1)[1].split()[1])
        except OSError:
            pass  # it has just ended
    return found


def processes_of(server):
    folder = dict(line.split("=", 1) for line in lab("env").splitlines())["SURGEDECK_LAB_DIR"]
    pid = int(lab_file(folder, server).split()[0])
    family, grown = {pid}, True
    while grown:
        more = {child for child, parent in parents().items() if parent in family} - family
        family |= more
        grown = bool(more)
    return family


def lab_file(folder, server):
    with open(os.path.join(folder, "run", server + ".pid")) as file:
        return file.read()


class Watch(threading.Thread):
    """Keeps, for each source, when its state changed to what."""

    def __init__(self, workspace):
        super().__init__(daemon=True)
        self.process = subprocess.Popen([PROGRAM, "status", workspace, "--watch", "--for", "250ms", "-o", "json"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.states = {}
        self.start()

    def run(self):
        for line in self.process.stdout:
            for source in json.loads(line)["sources"]:
                if self.states.get(source["id"], (None,))[0] != source["state"]:
                    self.states[source["id"]] = (source["state"], time.monotonic(), source["error"])

    def until(self, wanted, seconds):
        """Seconds until `wanted` holds of every source's state."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if len(self.states) == len(SERVERS) and all(wanted(state[0]) for state in list(self.states.values())):
                return time.monotonic() - began
            time.sleep(0.05)
        return None

    def end(self):
        self.process.kill()
        self.process.wait()
        self.join()
        self.process.stdout.close()


class DeadLinks(unittest.TestCase):
    def test_every_source_is_seen_dead_and_back(self):
        watch = Watch(lab("workspace"))
        frozen = set()
        try:
            self.assertIsNotNone(watch.until(lambda state: state == "ok", 30), watch.states)
            for server in SERVERS.values():
                frozen |= processes_of(server)
            frozen_at = time.monotonic()
            for pid in frozen:
                os.kill(pid, signal.SIGSTOP)
            watch.until(lambda state: state == "down", 10)
            for source, (state, at, error) in watch.states.items():
                self.assertEqual(state, "down", source)
                self.assertTrue(error, source)
                print(f"  {source}: {at - frozen_at:.1f} s: {error}")
                # Documents come four times a second, and a loaded machine needs a moment for each.
                self.assertLess(at - frozen_at, 5.5, source)
        finally:
            for pid in frozen:
                os.kill(pid, signal.SIGCONT)
            back = watch.until(lambda state: state == "ok", 30)
            watch.end()
        self.assertIsNotNone(back, watch.states)
        print(f"  all back after {back:.1f} s")


main()
